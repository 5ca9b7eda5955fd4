// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What Spring 4 adds. */
@Api
public class ReviewController {
  @JsonGet
  public List<Item> all(@RequestParam Optional<Integer> page) {
    return Collections.singletonList(new Item());
  }

  @JsonGet(at = "/best")
  public Item best() {
    return new Item();
  }

  @GetMapping({"/{id}", "/by-id/{id}"})
  public Item one(@PathVariable(name = "id") int id) {
    return new Item();
  }

  @PostMapping(consumes = "application/json")
  @ResponseStatus(code = HttpStatus.CREATED)
  public Item add(@RequestBody Item item, @RequestAttribute(required = false) String internal) {
    return item;
  }

  @PutMapping("/{id}")
  public ResponseEntity<Void> replace(
      @PathVariable int id, @RequestBody(required = false) Item item) {
    return ResponseEntity.noContent().build();
  }

  @PatchMapping(path = "/{id}", consumes = "application/*")
  public void change(@PathVariable int id, @RequestBody String text) {}

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void delete(@PathVariable int id) {}
}
