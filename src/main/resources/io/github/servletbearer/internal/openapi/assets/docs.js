// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

// Starts Swagger UI on the document that the page names. Nothing is stored, and nothing is asked
// of another server than the document names.
(function () {
  'use strict';

  var EMPTY_CLIENT = 'Basic Og=='; // base64 of ":", which Swagger UI sends for "no client"
  var URL_FIELDS = ['tokenUrl', 'refreshUrl', 'authorizationUrl'];

  var root = document.getElementById('swagger-ui');
  var documentUrl = new URL(root.getAttribute('data-document'), window.location.href).href;
  var tokenUrls = [];

  // Swagger UI resolves relative addresses against the page instead of the document and its
  // server (OAS 3.0.3 4.7.5), so it gets absolute ones.
  function makeAbsolute(openapi, base) {
    var servers = openapi.servers || [];
    servers.forEach(function (server) {
      server.url = new URL(server.url, base).href.replace(/\/$/, '');
    });
    var server = servers.length ? servers[0].url + '/' : base;
    var schemes = (openapi.components || {}).securitySchemes || {};
    Object.keys(schemes).forEach(function (name) {
      var flows = schemes[name].flows || {};
      Object.keys(flows).forEach(function (kind) {
        var flow = flows[kind];
        URL_FIELDS.forEach(function (field) {
          if (flow[field]) {
            flow[field] = new URL(flow[field], server).href;
          }
        });
        if (flow.tokenUrl) {
          tokenUrls.push(flow.tokenUrl);
        }
      });
    });
    hideClientFields(openapi, server.replace(/\/$/, ''));
    return openapi;
  }

  // Our own token endpoint, which stands among the paths, knows no clients; another one may.
  function hideClientFields(openapi, server) {
    var own = tokenUrls.every(function (url) {
      return url.indexOf(server + '/') === 0 && url.slice(server.length) in openapi.paths;
    });
    document.documentElement.classList.toggle('without-clients', own);
  }

  function onDocument(response) {
    if (response.ok !== false && response.text) {
      var base = response.url || documentUrl;
      response.text = JSON.stringify(makeAbsolute(JSON.parse(response.text), base));
      response.data = response.text;
    }
    return response;
  }

  function onRequest(request) {
    if (request.loadSpec) {
      request.responseInterceptor = onDocument;
    } else if (tokenUrls.indexOf(request.url) >= 0 && isLogin(request)) {
      if (request.headers.Authorization === EMPTY_CLIENT) {
        delete request.headers.Authorization;
      }
      request.credentials = 'omit'; // a session of the container must not travel with a login
    }
    return request;
  }

  function isLogin(request) {
    return (request.method || '').toUpperCase() === 'POST';
  }

  // Follows the system, also while the page is open.
  function followColours() {
    var dark = window.matchMedia('(prefers-color-scheme: dark)');
    function apply() {
      document.documentElement.classList.toggle('dark-mode', dark.matches);
    }
    apply();
    dark.addEventListener('change', apply);
  }

  followColours();
  window.SwaggerUIBundle({
    domNode: root,
    url: documentUrl,
    layout: 'BaseLayout',
    deepLinking: true,
    validatorUrl: null, // no call to anybody else
    queryConfigEnabled: false, // no document from the query string (CVE-2018-25031)
    persistAuthorization: false, // it would store the password
    requestInterceptor: onRequest
  });
})();
