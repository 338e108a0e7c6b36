// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives tests their {@link SctRunner}; registered by {@link SctRules}. */
public final class SctExtension implements ParameterResolver {
  /** JUnit makes it. */
  public SctExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SctRunner.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new SctRunner(rules(context));
  }

  /** Of the test, of its class, of the class around it. */
  private static List<SctRules> rules(ExtensionContext context) {
    List<SctRules> rules = new ArrayList<>();
    Optional<ExtensionContext> at = Optional.of(context);
    while (at.isPresent()) {
      at.get()
          .getElement()
          .flatMap(element -> AnnotationSupport.findAnnotation(element, SctRules.class))
          .filter(found -> rules.isEmpty() || rules.get(rules.size() - 1) != found)
          .ifPresent(rules::add);
      at = at.get().getParent();
    }
    return rules;
  }
}
