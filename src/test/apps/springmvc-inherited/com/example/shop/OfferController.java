// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Collections;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** An implementation without mappings of its own. */
@RestController
public class OfferController implements Offers<Item> {
  @Override
  public Item offer(String name, String language) {
    return new Item();
  }

  @Override
  public List<Item> add(Item offer) {
    return Collections.singletonList(offer);
  }
}
