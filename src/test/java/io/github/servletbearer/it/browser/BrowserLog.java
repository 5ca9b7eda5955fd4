// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The requests that pages have sent, and what the browser has said about them on its console. */
final class BrowserLog {

  private final ChromeDriver driver;
  private final List<JsonObject> sent = new ArrayList<>();
  private final Map<String, Map<String, String>> headers = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private long bytes;

  BrowserLog(ChromeDriver driver) {
    this.driver = driver;
  }

  /** One request as it left the browser, preflights included; header names in lower case. */
  record Request(String method, String url, Map<String, String> headers, String body) {}

  /** Forgets all that has happened up to now. */
  void clear() {
    read();
    sent.clear();
    headers.clear();
    errors.clear();
    bytes = 0;
  }

  /** All requests to servers, in order. */
  List<Request> requests() {
    read();
    List<Request> requests = new ArrayList<>();
    for (JsonObject event : sent) {
      JsonObject request = event.getAsJsonObject("request");
      String url = request.get("url").getAsString();
      if (!url.startsWith("data:")) {
        requests.add(
            new Request(
                request.get("method").getAsString(),
                url,
                headers.get(event.get("requestId").getAsString()),
                request.has("postData") ? request.get("postData").getAsString() : ""));
      }
    }
    return requests;
  }

  /** The requests to one address. */
  List<Request> requests(String method, String url) {
    return requests().stream()
        .filter(each -> each.method().equals(method) && each.url().equals(url))
        .toList();
  }

  /** What came over the wire, headers and all, as it was encoded. */
  long bytes() {
    read();
    return bytes;
  }

  /** The errors on the console, answers of 400 and above and violated policies among them. */
  List<String> errors() {
    read();
    return List.copyOf(errors);
  }

  /** ChromeDriver hands out each line once. */
  private void read() {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonObject event = JsonParser.parseString(entry.getMessage()).getAsJsonObject();
      event = event.getAsJsonObject("message");
      note(event.get("method").getAsString(), event.getAsJsonObject("params"));
    }
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
        errors.add(entry.getMessage());
      }
    }
  }

  private void note(String event, JsonObject params) {
    if (event.equals("Network.requestWillBeSent")) {
      if (params.getAsJsonObject("request").get("url").getAsString().startsWith("chrome:")) {
        return; // a new tab's own page, which asks nobody but the browser
      }
      sent.add(params);
      add(params, params.getAsJsonObject("request").getAsJsonObject("headers"));
    } else if (event.equals("Network.requestWillBeSentExtraInfo")) {
      add(params, params.getAsJsonObject("headers")); // those that the network stack adds
    } else if (event.equals("Network.loadingFinished")) {
      bytes += params.get("encodedDataLength").getAsLong();
    }
  }

  private void add(JsonObject params, JsonObject fields) {
    Map<String, String> all =
        headers.computeIfAbsent(params.get("requestId").getAsString(), id -> new TreeMap<>());
    for (String name : fields.keySet()) {
      all.put(name.toLowerCase(Locale.ROOT), fields.get(name).getAsString());
    }
  }
}
