// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.io.IOException;
import java.io.Writer;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.http.HttpEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Parameters, paths and results of all kinds; no path of its class. */
@Controller
public class SearchController {
  @RequestMapping(
      value = {"/search", "/find"},
      method = {RequestMethod.GET, RequestMethod.POST})
  @ResponseBody
  public String search(
      @RequestParam("q") String text,
      @RequestParam boolean exact,
      @RequestHeader("X-Trace") String trace,
      @CookieValue(value = "theme", defaultValue = "light") String theme,
      HttpServletRequest request) {
    return text + exact + trace + theme;
  }

  @RequestMapping(value = "/files/**", method = RequestMethod.GET)
  @ResponseBody
  public String file() {
    return "file";
  }

  @RequestMapping(value = "/old/*", method = RequestMethod.GET)
  @ResponseBody
  @Deprecated
  public String old() {
    return "old";
  }

  @RequestMapping("/{year:[0-9]+}-{month:[0-9]+}")
  @ResponseBody
  public String month(@PathVariable("year") int year, @PathVariable("month") int month) {
    return year + "/" + month;
  }

  @RequestMapping(value = "/echo", method = RequestMethod.POST)
  public HttpEntity<String> echo(HttpEntity<String> text) {
    return text;
  }

  @RequestMapping(value = "/raw", method = RequestMethod.PUT)
  public void raw(@RequestBody byte[] bytes, Writer out, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/x-raw");
    out.write("raw " + bytes.length);
  }

  @RequestMapping(value = "/report", method = RequestMethod.GET, params = "kind=long")
  @ResponseBody
  public String longReport() {
    return "a long report";
  }

  @RequestMapping(value = "/report", method = RequestMethod.GET, params = "!kind")
  @ResponseBody
  public String report() {
    return "a report";
  }

  @RequestMapping(value = "/versions", method = RequestMethod.GET, headers = "X-Version=2")
  @ResponseBody
  public String versions() {
    return "2";
  }
}
