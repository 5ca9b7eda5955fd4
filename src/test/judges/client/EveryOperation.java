// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

import com.example.client.ApiClient;
import com.example.client.ApiException;
import com.example.client.ApiResponse;
import com.example.client.api.FirstStepsApi;
import com.example.client.api.HealthApi;
import com.example.client.api.ItemsApi;
import com.example.client.api.ReportsApi;
import com.example.client.api.TokenApi;
import com.example.client.api.UserApi;
import com.example.client.model.Item;
import com.example.client.model.ItemData;
import com.example.client.model.Token;
import java.math.BigDecimal;

/**
 * A partner's program: it has nothing but the client that was generated from the demo's document.
 * It logs in, calls every operation as nobody, as johndoe and as alice, and prints what came.
 */
public final class EveryOperation {

  /** A call of the generated client. */
  private interface Call<T> {
    ApiResponse<T> run() throws ApiException;
  }

  private final String who;
  private final ApiClient client = new ApiClient();

  private EveryOperation(String base, String who, String password) throws ApiException {
    this.who = who;
    client.updateBaseUri(base);
    if (password != null) {
      Token token = say("POST /token", logIn(who, password)).getData();
      require(token.getTokenType().equalsIgnoreCase("bearer"), "a bearer token");
      require(token.getExpiresIn() > 0, "a lifetime");
      String header = "Bearer " + token.getAccessToken();
      client.setRequestInterceptor(request -> request.header("Authorization", header));
    }
  }

  /** The argument is the address of the demo, without a slash at the end. */
  public static void main(String[] arguments) throws ApiException {
    String base = arguments[0];
    new EveryOperation(base, "nobody", null).callAll();
    new EveryOperation(base, "johndoe", "secret").callAll();
    new EveryOperation(base, "alice", "secret2").callAll();
    new EveryOperation(base, "stranger", null).mistype();
  }

  private Call<Token> logIn(String username, String password) {
    return () -> new TokenApi(client).tokenWithHttpInfo(username, password, "password", null);
  }

  private void mistype() throws ApiException {
    say("POST /token", logIn("no-such-user", "wrong"));
  }

  private void callAll() throws ApiException {
    say("GET /public/health", () -> new HealthApi(client).healthGetWithHttpInfo(null));
    say(
        "GET /first-steps/items",
        () -> new FirstStepsApi(client).firstStepsItemsGetWithHttpInfo());
    say("GET /optional/items", () -> new FirstStepsApi(client).optionalItemsGetWithHttpInfo());
    say("GET /api/me", () -> new UserApi(client).meGetWithHttpInfo());
    say("GET /api/admin/report", () -> new ReportsApi(client).reportGetWithHttpInfo());

    ItemsApi items = new ItemsApi(client);
    say("GET /api/items", () -> items.itemsGetWithHttpInfo(null));
    ApiResponse<Item> added = say("POST /api/items", () -> items.itemsPostWithHttpInfo(nails(3)));
    long id = added == null ? 1 : added.getData().getId();
    ApiResponse<Item> read = say("GET /api/items/{id}", () -> items.itemGetWithHttpInfo(id));
    ApiResponse<Item> replaced =
        say("PUT /api/items/{id}", () -> items.itemPutWithHttpInfo(id, nails(4)));
    if (added != null) {
      require(read.getData().equals(added.getData()), "the item that was added");
      require(items.itemsGet("nAiLs of " + who).size() == 1, "one item of that name");
      require(replaced.getData().getQuantity() == 4, "the new quantity");
      require(items.itemGet(id).getPrice().compareTo(new BigDecimal("1.50")) == 0, "the price");
    }
    say("DELETE /api/items/{id}", () -> items.itemDeleteWithHttpInfo(id));
    if (added != null) {
      say("GET /api/items/{id}", () -> items.itemGetWithHttpInfo(id));
    }
  }

  private ItemData nails(int quantity) {
    return new ItemData()
        .name("Nails of " + who)
        .quantity(quantity)
        .price(new BigDecimal("1.50"));
  }

  /** Prints who called what and the status that came; the answer, or null if it was a refusal. */
  private <T> ApiResponse<T> say(String operation, Call<T> call) {
    try {
      ApiResponse<T> response = call.run();
      System.out.println(who + ": " + operation + " " + response.getStatusCode());
      return response;
    } catch (ApiException e) {
      System.out.println(who + ": " + operation + " " + e.getCode());
      if (e.getCode() == 0) {
        e.printStackTrace(System.out);
      }
      return null;
    }
  }

  private static void require(boolean condition, String wanted) {
    if (!condition) {
      throw new IllegalStateException("The answer is not " + wanted);
    }
  }
}
