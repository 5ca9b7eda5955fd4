// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Collection;
import java.util.Collections;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.annotation.DefaultAnnotationHandlerMapping;

/** Lists what Spring has mapped, as it did until 3.0: paths without their methods. */
@Controller
public class MappingsController {
  @Autowired private ApplicationContext context;

  @RequestMapping(value = "/mappings", method = RequestMethod.GET)
  @ResponseBody
  public String mappings() {
    StringBuilder lines = new StringBuilder();
    for (AbstractUrlHandlerMapping mapping : handlerMappings()) {
      for (String path : mapping.getHandlerMap().keySet()) {
        lines.append("* ").append(path).append('\n');
      }
    }
    return lines.toString();
  }

  private Collection<AbstractUrlHandlerMapping> handlerMappings() {
    Collection<AbstractUrlHandlerMapping> mappings =
        context.getBeansOfType(AbstractUrlHandlerMapping.class).values();
    if (!mappings.isEmpty()) {
      return mappings;
    }
    AbstractUrlHandlerMapping byDefault = // as the servlet does where no bean is one
        context.getAutowireCapableBeanFactory().createBean(DefaultAnnotationHandlerMapping.class);
    return Collections.singleton(byDefault);
  }
}
