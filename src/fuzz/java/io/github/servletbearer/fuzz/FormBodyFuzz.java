// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.github.servletbearer.BearerException;
import io.github.servletbearer.Fakes;
import io.github.servletbearer.internal.http.FormBody;
import java.io.IOException;

/** Any body is a form or refused; what a form has is never empty. */
public final class FormBodyFuzz {
  private FormBodyFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(FuzzedDataProvider data) throws IOException {
    Fakes.Request request = new Fakes.Request();
    if (data.consumeBoolean()) {
      request.contentType = "application/x-www-form-urlencoded;" + data.consumeString(40);
    }
    request.contentLength = data.consumeInt(-1, 100_000);
    request.body = data.consumeRemainingAsBytes();
    FormBody form;
    try {
      form = FormBody.read(request.http());
    } catch (BearerException e) {
      return;
    }
    for (String name : new String[] {"username", "password", "grant_type", "scope"}) {
      String value = form.get(name);
      if (value != null && value.isEmpty()) {
        throw new IllegalStateException("an empty value counts as absent");
      }
    }
  }
}
