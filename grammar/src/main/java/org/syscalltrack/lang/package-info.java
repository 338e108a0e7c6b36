// SPDX-License-Identifier: GPL-2.0-only
/**
 * The rule language: text to rule table, and back.
 *
 * <pre>
 *   source   text, spans                          SourceText, Span
 *   diag     messages with caret and suggestion   Diagnostics, DiagnosticPrinter
 *   load     files to text                        SourceReader, SourceLoader
 *   parser   text to AST                          RuleGrammar.jj, RuleParser
 *   ast      rules as written
 *   check    AST to checked rules                 RuleChecker, Typer, Folder, FilterWarnings
 *   ir       filters with names resolved and types known
 *   compile  checked rules to a table             Compiler, CodeGenerator, Binder, CanonicalPrinter
 *   look     which strings tell what rules may match   LookPlanner, AutomatonBuilder
 *   table    the table: records, bytes, listing   TableWriter, TableReader, Disassembler
 *   format   log_format                           LogFormat, Macro
 *   syscalls the data of syscalls/
 *   view     calls as rules see them              Derivation, ParamOrigins
 * </pre>
 *
 * <p>A pass reports what it finds and gives null for what it could not understand; the next one
 * goes on with the rest, so that one run shows all errors. Only a source without any error is
 * compiled.
 *
 * <h2>To add an operator</h2>
 *
 * <p>It touches, in this order:
 *
 * <ol>
 *   <li>{@code abi/sct_abi.h}: an opcode in SCT_OPS, if none does the work; {@code make -C abi
 *       update}; then the kernel's verifier and evaluator, as that header says;
 *   <li>{@code RuleGrammar.jj}: a token, and its place in the production of its precedence;
 *   <li>{@code parser/TokenNames.infix} and {@code ast/Expr.Infix}: its name and spelling, and
 *       whether it gives a condition;
 *   <li>arithmetic: {@code check/Typer.arithmetic}, {@code check/Folder.compute}; a comparison of
 *       strings: {@code check/Comparer.compare} and {@code ir/Cond.Match}; another comparison: a
 *       case of {@code ir/Cond}, which {@code compile/CodeGenerator} and {@code CheapFirst} take;
 *   <li>{@code compile/IntegerOps} or {@code compile/StringOps}: its instruction;
 *   <li>{@code eval/FilterEvaluator} or {@code eval/StringMatch}: what it means outside the kernel;
 *   <li>{@code compile/CanonicalPrinter}: its spelling, which must compile to the same;
 *   <li>{@code tests/lang/ok} and {@code err}: a case each; in the tests, {@code Evaluator}, {@code
 *       AstEvaluator} and {@code RandomFilters}; sct_rules(5).
 * </ol>
 *
 * <h2>To add a variable</h2>
 *
 * <ol>
 *   <li>{@code abi/sct_abi.h}: a line in SCT_VARS, from which its type follows; {@code make -C abi
 *       update}; then the kernel, as that header says;
 *   <li>{@code compile/CheapFirst}: what it costs to ask for it; {@code Words} of sct_config: what
 *       it is called. Neither compiles without;
 *   <li>{@code tests/lang/ok}: a case; sct_rules(5).
 * </ol>
 *
 * <p>Filters find it by its name, and {@code log_format} has the macro of that name in small
 * letters.
 *
 * <p>What is made of a parameter, such as its path or the port of an address, is no variable:
 * {@code view/Derivation} finds it in the data of {@code syscalls/}, and each view has a slot for
 * it.
 */
package org.syscalltrack.lang;
