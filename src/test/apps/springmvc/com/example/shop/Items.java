// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.List;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;

/** Annotations that are inherited from an interface; those of parameters are not, until 5.1. */
public interface Items {
  @RequestMapping(method = RequestMethod.GET)
  @ResponseBody
  List<Item> list(int page, List<String> tags, Order order);

  @RequestMapping(value = "/{id:[0-9]+}", method = RequestMethod.GET)
  @ResponseBody
  Item get(long id);
}
