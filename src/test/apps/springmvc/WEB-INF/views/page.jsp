<%@ page session="false" contentType="text/html;charset=utf-8" %>
<!DOCTYPE html>
<title>Shop</title>
