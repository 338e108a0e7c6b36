// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverContext;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverFactory;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverConfig;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverFactory;

/** By which Log4j finds {@link FieldResolver}. */
@Plugin(name = "SctResolverFactory", category = TemplateResolverFactory.CATEGORY)
public final class FieldResolverFactory implements EventResolverFactory {
  private static final FieldResolverFactory INSTANCE = new FieldResolverFactory();

  private FieldResolverFactory() {}

  /** The only one. */
  @PluginFactory
  public static FieldResolverFactory getInstance() {
    return INSTANCE;
  }

  @Override
  public String getName() {
    return "sct";
  }

  @Override
  public FieldResolver create(EventResolverContext context, TemplateResolverConfig config) {
    return new FieldResolver(config);
  }
}
