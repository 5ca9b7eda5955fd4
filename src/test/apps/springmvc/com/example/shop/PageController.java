// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package com.example.shop;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Pages for people: views, and forms. */
@Controller
@RequestMapping("/pages/{shop}")
public class PageController {
  @ModelAttribute("theme")
  public String theme(@RequestParam(value = "theme", defaultValue = "light") String theme) {
    return theme;
  }

  @RequestMapping(value = "/list", method = RequestMethod.GET)
  public String list(@PathVariable("shop") String shop, Model model) {
    return "page";
  }

  @RequestMapping(value = "/order", method = RequestMethod.GET)
  public ModelAndView order() {
    return new ModelAndView("page");
  }

  @RequestMapping(value = "/order", method = RequestMethod.POST)
  public String submit(@ModelAttribute("form") OrderForm form) {
    return "redirect:/pages/x/list";
  }

  @RequestMapping(value = "/moved", method = RequestMethod.GET)
  public View moved() {
    return new RedirectView("list");
  }

  @RequestMapping("/any")
  public String any(Map<String, Object> model, OrderForm form) {
    return "page";
  }
}
