// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;

/** What Spring 3.1 and 3.2 add. */
@Controller
@RequestMapping(value = "/media", produces = "text/plain")
public class MediaController {
  @RequestMapping(
      method = RequestMethod.PUT,
      consumes = {"application/json", "text/x-item"},
      produces = "application/json")
  @ResponseBody
  public String store(@RequestBody String item) {
    return "{}";
  }

  @RequestMapping(value = "/{year:[0-9]{4}}", method = RequestMethod.GET)
  @ResponseBody
  public String year(@PathVariable Map<String, String> variables) {
    return variables.toString();
  }

  @RequestMapping(
      value = "/report.csv",
      method = RequestMethod.GET,
      produces = {"text/csv", "text/plain"})
  @ResponseBody
  public String report() {
    return "a,b";
  }

  @RequestMapping(value = "/upload", method = RequestMethod.POST, consumes = "multipart/form-data")
  @ResponseBody
  public String upload(
      @RequestParam("title") String title, @RequestParam("file") MultipartFile file) {
    return title + file.getSize();
  }

  @RequestMapping(value = "/parts", method = RequestMethod.POST)
  @ResponseBody
  public String parts(@RequestPart("one") MultipartFile one) {
    return one.getName();
  }

  @RequestMapping(value = "/later", method = RequestMethod.GET)
  @ResponseBody
  public Callable<String> later() {
    return new Callable<String>() {
      public String call() {
        return "later";
      }
    };
  }

  @RequestMapping(value = "/deferred", method = RequestMethod.GET, produces = "application/json")
  @ResponseBody
  public DeferredResult<List<Item>> deferred() {
    DeferredResult<List<Item>> result = new DeferredResult<List<Item>>();
    result.setResult(Collections.singletonList(new Item()));
    return result;
  }

  @RequestMapping(value = "/items", method = RequestMethod.GET, produces = "application/json")
  public ResponseEntity<Map<String, Item>> items() {
    return new ResponseEntity<Map<String, Item>>(
        Collections.singletonMap("one", new Item()), org.springframework.http.HttpStatus.OK);
  }
}
