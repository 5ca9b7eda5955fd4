// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** Items, with methods of its own beside inherited ones. */
@Controller
@RequestMapping("/items")
public class ItemController extends Crud<Item> implements Items {
  public List<Item> list(
      @RequestParam(value = "page", defaultValue = "0") int page,
      @RequestParam(value = "tag", required = false) List<String> tags,
      @RequestParam(required = false) Order order) {
    return Collections.singletonList(new Item());
  }

  public Item get(@PathVariable("id") long id) {
    return new Item();
  }

  @RequestMapping(method = RequestMethod.POST)
  public ResponseEntity<Item> create(@RequestBody Item item) {
    HttpHeaders headers = new HttpHeaders();
    headers.setLocation(URI.create("http://localhost/items/1"));
    return new ResponseEntity<Item>(item, headers, HttpStatus.CREATED);
  }
}
