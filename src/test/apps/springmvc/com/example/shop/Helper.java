// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import org.springframework.web.bind.annotation.RequestMapping;

/** No controller: it has mappings, and no annotation that makes it a bean. */
public class Helper {
  @RequestMapping("/helper")
  public String help() {
    return "page";
  }
}
