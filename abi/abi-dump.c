// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints the binary format of sct_abi.h line by line; `make update` keeps the
 * output as abi.txt, which the Java side is generated from.  A change of the
 * format is thus a visible difference of that file.
 *
 * No field can be forgotten here and no struct can have a hole: each struct is
 * mirrored as a packed one made of the fields that are listed, and the two must
 * agree in every offset and in size, or this does not compile.
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "sct_abi.h"

#define CONSTANTS(X)			\
	X(SCT_ABI_VERSION)		\
	X(SCT_TABLE_MAGIC)		\
	X(SCT_MAX_TABLE_BYTES)		\
	X(SCT_MAX_RULES)		\
	X(SCT_MAX_INSNS_PER_RULE)	\
	X(SCT_MAX_STRING)		\
	X(SCT_MAX_NAME)			\
	X(SCT_MAX_PARAMS)		\
	X(SCT_MAX_DERIVED)		\
	X(SCT_MAX_SLOTS)		\
	X(SCT_NO_ARG)			\
	X(SCT_MAX_PATTERN)		\
	X(SCT_IP_PREFIX_LEN)		\
	X(SCT_MAX_TAGS)			\
	X(SCT_MAX_RATE_SECONDS)		\
	X(SCT_MAX_MUST_MS)		\
	X(SCT_MUST_MS)			\
	X(SCT_MAX_DATA)			\
	X(SCT_MAX_CONFIRM_S)		\
	X(SCT_MAX_ORIGIN)		\
	X(SCT_MAX_OBJECTS)		\
	X(SCT_MAX_OPERATION_OBJECTS)	\
	X(SCT_OBJECT_EXE)		\
	X(SCT_MAX_OPERATION_NUMBERS)	\
	X(SCT_ACCESS_READ)		\
	X(SCT_ACCESS_WRITE)		\
	X(SCT_ACCESS_EXEC)		\
	X(SCT_MAX_DEADLINE_MS)		\
	X(SCT_MAX_QUESTIONS)		\
	X(SCT_MAX_QUESTIONS_UID)	\
	X(SCT_MAX_ASKED_AGAIN)		\
	X(SCT_MAX_REMEMBERED)		\
	X(SCT_MAX_EXEMPT)		\
	X(SCT_MAX_NR)			\
	X(SCT_NREGS)			\
	X(SCT_MAX_ERRNO)		\
	X(SCT_MAX_SIGNAL)		\
	X(SCT_KERNEL_ERRNO)		\
	X(SCT_MAX_COST)			\
	X(SCT_COST_RULE)		\
	X(SCT_COST_INSN)		\
	X(SCT_COST_LDV)			\
	X(SCT_COST_TEXT)		\
	X(SCT_COST_OBJECT)		\
	X(SCT_COST_EXE)			\
	X(SCT_COST_STRING)		\
	X(SCT_COST_WORD)		\
	X(SCT_COST_WORD_FOLDED)		\
	X(SCT_COST_PLACE)		\
	X(SCT_COST_PLACE_FOLDED)	\
	X(SCT_COST_PATTERN)		\
	X(SCT_COST_REST)		\
	X(SCT_COST_COMM)		\
	X(SCT_COST_LOOK)		\
	X(SCT_COST_SHORT)		\
	X(SCT_MAX_SHARED_COST)		\
	X(SCT_MAX_LONG_COST)		\
	X(SCT_MAX_ARGV)			\
	X(SCT_MAX_IN)			\
	X(SCT_NR_ABIS)			\
	X(SCT_NR_PHASES)		\
	X(SCT_TYPE_NONE)		\
	X(SCT_NR_VARS)			\
	X(SCT_NR_TYPES)			\
	X(SCT_NR_ACTIONS)		\
	X(SCT_NR_OPS)			\
	X(SCT_NR_FORMS)			\
	X(SCT_NR_OPERATIONS)		\
	X(SCT_RULE_CONTINUE)		\
	X(SCT_RULE_LOG)			\
	X(SCT_RULE_UNREADABLE_MATCHES)	\
	X(SCT_RULE_MUST)		\
	X(SCT_RULE_TIMEOUT_FAILS)	\
	X(SCT_RULE_INCLUDE_INIT)	\
	X(SCT_RULE_FLAGS)		\
	X(SCT_BINDING_OPTIONAL)		\
	X(SCT_AUTOMATON_ANCHORED)	\
	X(SCT_STATE_ACCEPTS)		\
	X(SCT_LIST_BEGINS)		\
	X(SCT_GRAM_HASH)		\
	X(SCT_MIN_GRAM_SHIFT)		\
	X(SCT_EVENT_UNREADABLE)		\
	X(SCT_EVENT_ASKED)		\
	X(SCT_NO_CALL)			\
	X(SCT_FIELD_NULL)		\
	X(SCT_FIELD_FAULT)		\
	X(SCT_FIELD_CUT)		\
	X(SCT_FIELD_LIST)		\
	X(SCT_FIELD_MORE)		\
	X(SCT_LANE_MUST)		\
	X(SCT_MAX_LANES)		\
	X(SCT_UPLOAD_EXPECT)		\
	X(SCT_ANSWER_REMEMBER)		\
	X(SCT_EXEMPT_PID)		\
	X(SCT_EXEMPT_CGROUP)		\
	X(SCT_INFO_SIZE_1) 	\
	X(SCT_UPLOAD_SIZE_1)	\
	X(SCT_DELETE_SIZE_1)	\
	X(SCT_DOWNLOAD_SIZE_1)	\
	X(SCT_DRAIN_SIZE_1)	\
	X(SCT_CONFIRM_SIZE_1)	\
	X(SCT_LOCK_SIZE_1) 	\
	X(SCT_LOG_SIZE_SIZE_1)	\
	X(SCT_EXEMPT_SIZE_1)	\
	X(SCT_COUNTERS_SIZE_1)	\
	X(SCT_STATUS_SIZE_1)	\
	X(SCT_PENDING_SIZE_1)	\
	X(SCT_ANSWER_SIZE_1)	\
	X(SCT_CALLS_SIZE_1)	\
	X(SCT_THERE_NO)			\
	X(SCT_THERE_YES)		\
	X(SCT_THERE_UNSEEN)		\
	X(SCT_STATE_LOCKED)		\
	X(SCT_STATE_UNCONFIRMED)

#define STRINGS(X)			\
	X(SCT_CTRL_DEVICE)		\
	X(SCT_LOG_DEVICE)

/* Each struct with its fields, in order; a struct stands before its users. */
#define STRUCTS(S, F, E)						\
	S(sct_section) F(sct_section, off) F(sct_section, count)	\
	E(sct_section)							\
	S(sct_str) F(sct_str, off) F(sct_str, len)			\
	E(sct_str)							\
	S(sct_table) F(sct_table, magic) F(sct_table, version)		\
	F(sct_table, size) F(sct_table, flags) F(sct_table, rules)	\
	F(sct_table, views) F(sct_table, bindings) F(sct_table, insns)	\
	F(sct_table, strings) F(sct_table, text) F(sct_table, looks)		\
	F(sct_table, automata) F(sct_table, objects)			\
	F(sct_table, operations)					\
	E(sct_table)							\
	S(sct_rule) F(sct_rule, name) F(sct_rule, format)		\
	F(sct_rule, tags) F(sct_rule, description) F(sct_rule, insn)	\
	F(sct_rule, insn_count) F(sct_rule, action) F(sct_rule, phase)	\
	F(sct_rule, priority) F(sct_rule, signal) F(sct_rule, error)	\
	F(sct_rule, flags) F(sct_rule, rate_count)			\
	F(sct_rule, rate_seconds) F(sct_rule, rate_scope)		\
	F(sct_rule, derived) F(sct_rule, max_data)			\
	F(sct_rule, must_timeout_ms) F(sct_rule, deadline_ms)		\
	F(sct_rule, captures) F(sct_rule, unanswered)			\
	F(sct_rule, reserved0) F(sct_rule, reserved)			\
	E(sct_rule)							\
	S(sct_param) F(sct_param, source) F(sct_param, arg)		\
	F(sct_param, type) F(sct_param, param) F(sct_param, arg2)	\
	F(sct_param, mode) F(sct_param, reserved) F(sct_param, value)	\
	F(sct_param, name)						\
	E(sct_param)							\
	S(sct_view) F(sct_view, param_count)				\
	F(sct_view, derived_count) F(sct_view, guard)			\
	F(sct_view, guard_mask) F(sct_view, guard_value)		\
	F(sct_view, params)						\
	E(sct_view)							\
	S(sct_binding) F(sct_binding, abi) F(sct_binding, flags)	\
	F(sct_binding, nr) F(sct_binding, rule) F(sct_binding, view)	\
	F(sct_binding, reserved)					\
	E(sct_binding)							\
	S(sct_object) F(sct_object, path) F(sct_object, set)		\
	F(sct_object, reach) F(sct_object, hold) F(sct_object, reserved) \
	E(sct_object)							\
	S(sct_op_binding) F(sct_op_binding, operation)			\
	F(sct_op_binding, rule) F(sct_op_binding, view)			\
	F(sct_op_binding, reserved)					\
	E(sct_op_binding)						\
	S(sct_insn) F(sct_insn, op) F(sct_insn, dst) F(sct_insn, a)	\
	F(sct_insn, b) F(sct_insn, target) F(sct_insn, imm)		\
	E(sct_insn)							\
	S(sct_look) F(sct_look, abi) F(sct_look, var) F(sct_look, nr)	\
	F(sct_look, arg) F(sct_look, reserved) F(sct_look, automaton)	\
	F(sct_look, reserved2)						\
	E(sct_look)							\
	S(sct_automaton) F(sct_automaton, words) F(sct_automaton, rules)	\
	F(sct_automaton, slots) F(sct_automaton, lists)			\
	F(sct_automaton, classes) F(sct_automaton, shift)		\
	F(sct_automaton, flags) F(sct_automaton, gram_shift)		\
	F(sct_automaton, class_of)					\
	E(sct_automaton)						\
	S(sct_slot) F(sct_slot, owner) F(sct_slot, next)		\
	E(sct_slot)							\
	S(sct_record) F(sct_record, len) F(sct_record, type)		\
	F(sct_record, lane) F(sct_record, cpu) F(sct_record, seq)	\
	F(sct_record, time_ns)						\
	E(sct_record)							\
	S(sct_lost) F(sct_lost, rec) F(sct_lost, count)			\
	E(sct_lost)							\
	S(sct_task) F(sct_task, rec) F(sct_task, tid)			\
	F(sct_task, number) F(sct_task, change) F(sct_task, core)	\
	F(sct_task, reserved) F(sct_task, code) F(sct_task, sender)	\
	F(sct_task, uid) F(sct_task, value)				\
	E(sct_task)							\
	S(sct_event) F(sct_event, rec) F(sct_event, generation)		\
	F(sct_event, rule) F(sct_event, view) F(sct_event, nr)		\
	F(sct_event, abi) F(sct_event, phase) F(sct_event, verdict)	\
	F(sct_event, flags) F(sct_event, reserved) F(sct_event, pid) F(sct_event, tid)	\
	F(sct_event, uid) F(sct_event, field_count)			\
	F(sct_event, suppressed) F(sct_event, reserved2)		\
	F(sct_event, rule_seq) F(sct_event, retval)			\
	E(sct_event)							\
	S(sct_asked) F(sct_asked, id) F(sct_asked, waited_ms)		\
	F(sct_asked, why) F(sct_asked, reserved) F(sct_asked, by_pid)	\
	F(sct_asked, by_uid) F(sct_asked, by_comm)			\
	E(sct_asked)							\
	S(sct_field) F(sct_field, var) F(sct_field, index)		\
	F(sct_field, type) F(sct_field, flags) F(sct_field, len)	\
	E(sct_field)							\
	S(sct_list) F(sct_list, strings) F(sct_list, bytes)		\
	E(sct_list)							\
	S(sct_info) F(sct_info, size) F(sct_info, version)		\
	F(sct_info, generation) F(sct_info, rule_count)			\
	F(sct_info, table_size) F(sct_info, hook_count)			\
	F(sct_info, after_calls) F(sct_info, epoch_offset_ns)		\
	E(sct_info)							\
	S(sct_upload) F(sct_upload, size) F(sct_upload, flags)		\
	F(sct_upload, table) F(sct_upload, table_size)			\
	F(sct_upload, expect) F(sct_upload, origin)			\
	F(sct_upload, origin_size) F(sct_upload, confirm_s)		\
	F(sct_upload, generation) F(sct_upload, error)			\
	F(sct_upload, rule) F(sct_upload, index) F(sct_upload, nr)	\
	F(sct_upload, abi) F(sct_upload, reserved)			\
	F(sct_upload, cost) F(sct_upload, reserved2)			\
	E(sct_upload)							\
	S(sct_delete) F(sct_delete, size) F(sct_delete, flags)		\
	F(sct_delete, generation)					\
	E(sct_delete)							\
	S(sct_download) F(sct_download, size) F(sct_download, flags)	\
	F(sct_download, buffer) F(sct_download, buffer_size)		\
	F(sct_download, generation) F(sct_download, table_size)		\
	E(sct_download)							\
	S(sct_holder) F(sct_holder, pid) F(sct_holder, tid)		\
	F(sct_holder, nr) F(sct_holder, abi) F(sct_holder, reserved)	\
	F(sct_holder, comm)						\
	E(sct_holder)							\
	S(sct_drain) F(sct_drain, size) F(sct_drain, timeout_ms)	\
	F(sct_drain, holders) F(sct_drain, holder_space)		\
	F(sct_drain, holder_count)					\
	E(sct_drain)							\
	S(sct_confirm) F(sct_confirm, size) F(sct_confirm, flags)	\
	F(sct_confirm, generation)					\
	E(sct_confirm)							\
	S(sct_lock) F(sct_lock, size) F(sct_lock, flags)		\
	F(sct_lock, generation)						\
	E(sct_lock)							\
	S(sct_log_size) F(sct_log_size, size) F(sct_log_size, flags)	\
	F(sct_log_size, bytes)						\
	E(sct_log_size)							\
	S(sct_exempt) F(sct_exempt, size) F(sct_exempt, kind)		\
	F(sct_exempt, id)						\
	E(sct_exempt)							\
	S(sct_listed) F(sct_listed, len) F(sct_listed, left_ms)		\
	F(sct_listed, id) F(sct_listed, comm)			\
	E(sct_listed)							\
	S(sct_pending) F(sct_pending, size) F(sct_pending, flags)	\
	F(sct_pending, buffer) F(sct_pending, buffer_size)		\
	F(sct_pending, bytes) F(sct_pending, count)			\
	F(sct_pending, reserved)					\
	E(sct_pending)							\
	S(sct_answer) F(sct_answer, size) F(sct_answer, flags)		\
	F(sct_answer, id) F(sct_answer, verdict) F(sct_answer, signal)	\
	F(sct_answer, reserved) F(sct_answer, error)			\
	E(sct_answer)							\
	S(sct_rule_count) F(sct_rule_count, evaluations)		\
	F(sct_rule_count, hits) F(sct_rule_count, events)		\
	F(sct_rule_count, suppressed) F(sct_rule_count, dropped)	\
	F(sct_rule_count, last_hit_ns)					\
	E(sct_rule_count)						\
	S(sct_call_count) F(sct_call_count, nr) F(sct_call_count, abi)	\
	F(sct_call_count, reserved) F(sct_call_count, evaluations)	\
	F(sct_call_count, refused)					\
	E(sct_call_count)						\
	S(sct_counters) F(sct_counters, size) F(sct_counters, flags)	\
	F(sct_counters, generation) F(sct_counters, rules)		\
	F(sct_counters, calls) F(sct_counters, rule_space)		\
	F(sct_counters, call_space) F(sct_counters, rule_count)		\
	F(sct_counters, call_count)					\
	E(sct_counters)							\
	S(sct_call_there) F(sct_call_there, nr) F(sct_call_there, abi)	\
	F(sct_call_there, there) F(sct_call_there, reserved)		\
	E(sct_call_there)						\
	S(sct_calls) F(sct_calls, size) F(sct_calls, flags)		\
	F(sct_calls, calls) F(sct_calls, count) F(sct_calls, reserved)	\
	E(sct_calls)							\
	S(sct_status) F(sct_status, size) F(sct_status, flags)		\
	F(sct_status, generation) F(sct_status, table_size)		\
	F(sct_status, memory) F(sct_status, rule_count)			\
	F(sct_status, hook_count) F(sct_status, after_calls)		\
	F(sct_status, abis) F(sct_status, state)			\
	F(sct_status, degraded) F(sct_status, loaded_ns)		\
	F(sct_status, uid) F(sct_status, loginuid) F(sct_status, pid)	\
	F(sct_status, confirm_left_ms)					\
	F(sct_status, confirm_generation) F(sct_status, comm)		\
	F(sct_status, log_bytes) F(sct_status, events)			\
	F(sct_status, overwritten) F(sct_status, must_timeouts)		\
	F(sct_status, readers) F(sct_status, must_waiting)		\
	F(sct_status, origin) F(sct_status, origin_space)		\
	F(sct_status, origin_size) F(sct_status, must_waits)		\
	F(sct_status, unseen_calls) F(sct_status, unseen_nr)		\
	F(sct_status, unseen_abi) F(sct_status, reserved)		\
	F(sct_status, cost) F(sct_status, cost_nr)			\
	F(sct_status, cost_abi) F(sct_status, reserved2)		\
	E(sct_status)

#define MEMBER(s, f)		(((struct s *)0)->f)

#define MIRROR_STRUCT(s)	struct packed_##s {
#define MIRROR_FIELD(s, f)	__typeof__(MEMBER(s, f)) f;
#define MIRROR_END(s)		} __attribute__((packed));
STRUCTS(MIRROR_STRUCT, MIRROR_FIELD, MIRROR_END)

#define PROVE_STRUCT(s)							\
	_Static_assert(sizeof(struct s) == sizeof(struct packed_##s),	\
		       "struct " #s " has a hole, or abi-dump.c lacks a field");	\
	_Static_assert(sizeof(struct s) % 8 == 0,			\
		       "the size of struct " #s " is no multiple of 8");
#define PROVE_FIELD(s, f)						\
	_Static_assert(offsetof(struct s, f) ==				\
		       offsetof(struct packed_##s, f),			\
		       "hole before " #s "." #f ", or abi-dump.c lacks a field");
#define PROVE_END(s)
STRUCTS(PROVE_STRUCT, PROVE_FIELD, PROVE_END)

/* An array decays to a pointer to its element. */
#define ELEMENT(m)							\
	_Generic((m),							\
		__u8: "u8", __u8 *: "u8", __u16: "u16", __u32: "u32",	\
		__u64: "u64", __u64 *: "u64", __s32: "s32", __s64: "s64", \
		struct sct_section: "sct_section",			\
		struct sct_str: "sct_str",				\
		struct sct_param: "sct_param",				\
		struct sct_param *: "sct_param",			\
		struct sct_record: "sct_record")
#define ELEMENT_SIZE(m)							\
	_Generic((m), __u8 *: 1, __u64 *: 8,				\
		 struct sct_param *: sizeof(struct sct_param),		\
		 default: sizeof(m))

#define DUMP_CONSTANT(c)	printf("const %s %llu\n", #c, (unsigned long long)(c));
#define DUMP_STRING(c)		printf("string %s \"%s\"\n", #c, c);
#define DUMP_IOCTL(id, s)						\
	printf("ioctl SCT_IOC_%s 0x%08lx\n", #id, (unsigned long)SCT_IOC_##id);

/* Arguments grow, their first version does not. */
#define PROVE_IOCTL(id, s)						\
	_Static_assert(sizeof(struct s) >= SCT_##id##_SIZE_1 &&		\
		       !offsetof(struct s, size),			\
		       "struct " #s " has become smaller, or does not begin with size");
SCT_IOCTLS(PROVE_IOCTL)

#define DUMP_ERRNO(errno, text)	printf("errno %s %s \"%s\"\n", ioctl, #errno, text);
#define DUMP_ERRNOS(id, s)		\
	ioctl = #id;			\
	SCT_ERRORS_OF_##id(DUMP_ERRNO)
#define DUMP_STRUCT(s)		printf("\nstruct %s %zu\n", #s, sizeof(struct s));
#define DUMP_FIELD(s, f)						\
	printf("field %s %s %zu %zu %s %zu\n", #s, #f,			\
	       offsetof(struct s, f), sizeof(MEMBER(s, f)),		\
	       ELEMENT(MEMBER(s, f)),					\
	       sizeof(MEMBER(s, f)) / (ELEMENT_SIZE(MEMBER(s, f))));
#define DUMP_END(s)

#define DUMP_TEXT(list, n, id, text)	printf("%s %d %s \"%s\"\n", list, n, #id, text);
#define DUMP_ABI(n, id, text)		DUMP_TEXT("abi", n, id, text)
#define DUMP_PHASE(n, id, text)		DUMP_TEXT("phase", n, id, text)
#define DUMP_ACTION(n, id, text, when, verdict, takes)			\
	printf("action %d %s \"%s\" %s %s %s\n", n, #id, text, #when, #verdict, #takes);
#define DUMP_TYPE(n, id, text, kind, make, bits)			\
	printf("type %d %s \"%s\" %s %s %d\n", n, #id, text, #kind, #make, bits);
#define DUMP_VAR(n, id, kind, type, means, when)			\
	printf("var %d %s %s %s %s %s\n", n, #id, #kind, #type, #means, #when);
#define DUMP_OP(n, id, form, cut)	printf("op %d %s %s %s\n", n, #id, #form, #cut);
#define DUMP_FORM(n, id, text, dst, a, b, imm, target)			\
	printf("form %d %s \"%s\" %s %s %s %s %s\n", n, #id, text, #dst, #a, #b,	\
	       #imm, #target);
#define DUMP_OPERATION(n, id, text, objects, numbers)			\
	printf("operation %d %s \"%s\" %d %d\n", n, #id, text, objects, numbers);
#define DUMP_ASPECT(n, id, text, type)					\
	printf("aspect %d %s \"%s\" %s\n", n, #id, text, #type);
#define DUMP_REACH(n, id, text)		DUMP_TEXT("reach", n, id, text)
#define DUMP_HOLD(n, id, text)		DUMP_TEXT("hold", n, id, text)
#define DUMP_TAKES(n, id, text)		DUMP_TEXT("takes", n, id, text)
#define DUMP_KIND(n, id, text)		DUMP_TEXT("kind", n, id, text)
#define DUMP_MAKE(n, id, text)		DUMP_TEXT("make", n, id, text)
#define DUMP_MEANS(n, id, text)		DUMP_TEXT("means", n, id, text)
#define DUMP_OPERAND(n, id, text)	DUMP_TEXT("operand", n, id, text)
#define DUMP_CUT(n, id, text)		DUMP_TEXT("cut", n, id, text)
#define DUMP_EACH(n, id, text)		DUMP_TEXT("each", n, id, text)
#define DUMP_SOURCE(n, id, text)	DUMP_TEXT("source", n, id, text)
#define DUMP_ERROR(n, id, text)		DUMP_TEXT("error", n, id, text)
#define DUMP_RECORD(n, id, text)	DUMP_TEXT("record", n, id, text)
#define DUMP_CHANGE(n, id, text)	DUMP_TEXT("change", n, id, text)
#define DUMP_VERDICT(n, id, text)	DUMP_TEXT("verdict", n, id, text)
#define DUMP_ASK(n, id, text)		DUMP_TEXT("ask", n, id, text)
#define DUMP_PRIORITY(n, id, text)	DUMP_TEXT("priority", n, id, text)
#define DUMP_RATE(n, id, text)		DUMP_TEXT("rate", n, id, text)
#define DUMP_LEN(n, id, text)		DUMP_TEXT("len", n, id, text)
#define DUMP_FOLLOW(n, id, text)	DUMP_TEXT("follow", n, id, text)
#define DUMP_FILL(n, id, text)		DUMP_TEXT("fill", n, id, text)
#define DUMP_DEGRADED(n, id, text)	DUMP_TEXT("degraded", n, id, text)

static void dump_lists(void)
{
	printf("\n# list number id text\n");
	SCT_ABIS(DUMP_ABI)
	SCT_PHASES(DUMP_PHASE)
	SCT_TAKES(DUMP_TAKES)
	SCT_KINDS(DUMP_KIND)
	SCT_MAKES(DUMP_MAKE)
	SCT_MEANS(DUMP_MEANS)
	SCT_OPERANDS(DUMP_OPERAND)
	SCT_CUTS(DUMP_CUT)
	SCT_EACHES(DUMP_EACH)
	SCT_SOURCES(DUMP_SOURCE)
	SCT_ERRORS(DUMP_ERROR)
	SCT_RECORDS(DUMP_RECORD)
	SCT_CHANGES(DUMP_CHANGE)
	SCT_VERDICTS(DUMP_VERDICT)
	SCT_ASKS(DUMP_ASK)
	SCT_PRIORITIES(DUMP_PRIORITY)
	SCT_RATE_SCOPES(DUMP_RATE)
	SCT_LENS(DUMP_LEN)
	SCT_FOLLOWS(DUMP_FOLLOW)
	SCT_FILLS(DUMP_FILL)
	SCT_DEGRADATIONS(DUMP_DEGRADED)
	SCT_REACHES(DUMP_REACH)
	SCT_HOLDS(DUMP_HOLD)
	printf("\n# action number id text phases verdict takes\n");
	SCT_ACTIONS(DUMP_ACTION)
	printf("\n# type number id text kind make bits\n");
	SCT_TYPES(DUMP_TYPE)
	printf("\n# var number id kind type means phases\n");
	SCT_VARS(DUMP_VAR)
	printf("\n# operation number id text objects numbers\n");
	SCT_OPERATIONS(DUMP_OPERATION)
	printf("\n# aspect number id text type\n");
	SCT_ASPECTS(DUMP_ASPECT)
	printf("\n# form number id text dst a b imm target\n");
	SCT_FORMS(DUMP_FORM)
	printf("\n# op number id form cut\n");
	SCT_OPS(DUMP_OP)
}

static void dump_errors(void)
{
	const char *ioctl = "ALL";

	printf("\n# errno ioctl name text\n");
	SCT_ERRORS_OF_ALL(DUMP_ERRNO)
	SCT_IOCTLS(DUMP_ERRNOS)
}

int main(void)
{
	printf("# SPDX-License-Identifier: GPL-2.0-only\n");
	printf("# The binary format, from sct_abi.h by abi-dump.c; `make -C abi update`.\n\n");
	CONSTANTS(DUMP_CONSTANT)
	STRINGS(DUMP_STRING)
	SCT_IOCTLS(DUMP_IOCTL)
	dump_lists();
	dump_errors();
	printf("\n# struct name size; field struct name offset size element count\n");
	STRUCTS(DUMP_STRUCT, DUMP_FIELD, DUMP_END)
	return 0;
}
