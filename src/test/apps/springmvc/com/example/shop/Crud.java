// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Annotations that are inherited from a superclass, which is generic. */
public abstract class Crud<T> {
  @RequestMapping(value = "/{id:[0-9]+}", method = RequestMethod.PUT)
  @ResponseBody
  public T replace(@PathVariable("id") long id, @RequestBody T entity) {
    return entity;
  }

  @RequestMapping(value = "/{id:[0-9]+}", method = RequestMethod.DELETE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void delete(@PathVariable long id) {}
}
