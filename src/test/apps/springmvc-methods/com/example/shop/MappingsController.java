// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Lists what Spring has mapped, as it does since 3.1. */
@Controller
public class MappingsController {
  @Autowired private RequestMappingHandlerMapping mapping;

  @RequestMapping(value = "/mappings", method = RequestMethod.GET)
  @ResponseBody
  public String mappings() {
    StringBuilder lines = new StringBuilder();
    for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
      for (String path : info.getPatternsCondition().getPatterns()) {
        if (info.getMethodsCondition().getMethods().isEmpty()) {
          lines.append("* ").append(path).append('\n');
        }
        for (RequestMethod method : info.getMethodsCondition().getMethods()) {
          lines.append(method).append(' ').append(path).append('\n');
        }
      }
    }
    return lines.toString();
  }
}
