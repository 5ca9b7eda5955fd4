<%-- SPDX-License-Identifier: Apache-2.0 --%>
<%-- Copyright the Servlet Bearer authors --%>
<%@ page session="false" contentType="text/html; charset=UTF-8" pageEncoding="UTF-8" %>
<%@ page trimDirectiveWhitespaces="true" %>
<%@ page import="com.example.inventory.Inventory, com.example.inventory.Item" %>
<%!
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace("\"", "&quot;").replace("'", "&#39;");
  }
%>
<% response.setHeader("Cache-Control", "no-store"); %>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Items - Inventory</title>
  <link rel="stylesheet" href="../style.css">
</head>
<body>
<main>
  <h1>Items</h1>
  <%-- A token is letters, digits and -._~+/= only (RFC 6750 2.1): nothing in it needs escaping. --%>
  <p>Your token: <code>${requestScope.token}</code></p>
  <table>
    <thead>
      <tr>
        <th scope="col">Number</th>
        <th scope="col">Name</th>
        <th scope="col">Quantity</th>
        <th scope="col">Price</th>
      </tr>
    </thead>
    <tbody>
<% for (Item item : Inventory.of(application).list()) { %>
      <tr>
        <td><%= item.getId() %></td>
        <td class="name"><%= escape(item.getName()) %></td>
        <td><%= item.getQuantity() %></td>
        <td><%= item.getPrice() %></td>
      </tr>
<% } %>
    </tbody>
  </table>
</main>
</body>
</html>
