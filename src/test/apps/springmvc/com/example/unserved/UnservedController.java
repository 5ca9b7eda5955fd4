// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.unserved;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** A bean of the root context at most, where no servlet looks for controllers. */
@Controller
public class UnservedController {
  @RequestMapping("/unserved")
  @ResponseBody
  public String unserved() {
    return "unserved";
  }
}
