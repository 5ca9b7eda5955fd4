// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/** All annotations are the interface's, those of parameters too, as Spring 5.1 reads them. */
@RequestMapping("/offers")
public interface Offers<T> {
  @GetMapping("/{name}")
  T offer(@PathVariable("name") String name, @RequestHeader("X-Language") String language);

  @PostMapping("/all")
  List<T> add(@RequestBody T offer);
}
