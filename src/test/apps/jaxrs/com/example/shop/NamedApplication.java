// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.HashSet;
import java.util.Set;
import javax.ws.rs.core.Application;

/** Names its classes; the related resource is behind a locator. */
public class NamedApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    Set<Class<?>> classes = new HashSet<Class<?>>();
    classes.add(ItemResource.class);
    classes.add(JsonProvider.class);
    return classes;
  }

  @Override
  public Set<Object> getSingletons() {
    Set<Object> singletons = new HashSet<Object>();
    singletons.add(new SearchResource());
    return singletons;
  }
}
