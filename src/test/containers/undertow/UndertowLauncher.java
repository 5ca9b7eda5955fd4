// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.MimeMapping;
import io.undertow.servlet.api.SecurityConstraint;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.WebResourceCollection;
import java.io.File;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.Servlet;
import javax.servlet.ServletContainerInitializer;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Exploded web applications in an embedded Undertow, which reads no web.xml of its own: {@code
 * UndertowLauncher PORT /context=FOLDER...}. There are no JSPs. {@code -Dlauncher.initializers=false}
 * leaves out the applications' ServletContainerInitializers, as many programs that embed it do;
 * {@code -Dlauncher.flat=true} has the application's classes on the class path of this program.
 */
public final class UndertowLauncher {

  private UndertowLauncher() {}

  public static void main(String[] arguments) throws Exception {
    PathHandler paths = Handlers.path();
    ServletContainer container = Servlets.newContainer();
    for (String application : Arrays.asList(arguments).subList(1, arguments.length)) {
      int equals = application.indexOf('=');
      String contextPath = application.substring(0, equals);
      try {
        deploy(container, paths, contextPath, new File(application.substring(equals + 1)));
        System.out.println("Deployed " + contextPath);
      } catch (Throwable e) {
        System.out.println("Failed to deploy " + contextPath);
        e.printStackTrace(System.out);
      }
    }
    Undertow server =
        Undertow.builder()
            .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
            .setHandler(paths)
            .build();
    server.start();
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.out.println("Listening on 127.0.0.1:" + address.getPort());
  }

  private static void deploy(
      ServletContainer container, PathHandler paths, String contextPath, File folder)
      throws Exception {
    DeploymentInfo info =
        Servlets.deployment()
            .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
            .setDeploymentName(contextPath + ".war")
            .setClassLoader(
                Boolean.getBoolean("launcher.flat")
                    ? UndertowLauncher.class.getClassLoader()
                    : new ApplicationLoader(folder))
            .setResourceManager(new PathResourceManager(folder.toPath()))
            .setIdentityManager(new Users());
    readWebXml(info, new File(folder, "WEB-INF/web.xml"));
    if (!"false".equals(System.getProperty("launcher.initializers"))) {
      for (ServletContainerInitializer initializer :
          ServiceLoader.load(ServletContainerInitializer.class, info.getClassLoader())) {
        info.addServletContainerInitializer(
            new ServletContainerInitializerInfo(initializer.getClass(), null));
      }
    }
    DeploymentManager manager = container.addDeployment(info);
    manager.deploy();
    paths.addPrefixPath(info.getContextPath(), manager.start());
  }

  private static void readWebXml(DeploymentInfo info, File file) throws Exception {
    if (!file.exists()) {
      return;
    }
    Element web = parse(file);
    for (Element parameter : children(web, "context-param")) {
      info.addInitParameter(text(parameter, "param-name"), text(parameter, "param-value"));
    }
    for (Element listener : children(web, "listener")) {
      info.addListener(Servlets.listener(load(info, text(listener, "listener-class"))));
    }
    readFilters(info, web);
    readServlets(info, web);
    for (Element list : children(web, "welcome-file-list")) {
      info.addWelcomePages(texts(list, "welcome-file"));
    }
    for (Element page : children(web, "error-page")) {
      readErrorPage(info, page);
    }
    for (Element mapping : children(web, "mime-mapping")) {
      info.addMimeMapping(new MimeMapping(text(mapping, "extension"), text(mapping, "mime-type")));
    }
    for (Element role : children(web, "security-role")) {
      info.addSecurityRole(text(role, "role-name"));
    }
    for (Element constraint : children(web, "security-constraint")) {
      info.addSecurityConstraint(constraint(constraint));
    }
    for (Element login : children(web, "login-config")) {
      info.setLoginConfig(
          Servlets.loginConfig(text(login, "auth-method"), text(login, "realm-name")));
    }
  }

  private static void readFilters(DeploymentInfo info, Element web) throws Exception {
    for (Element element : children(web, "filter")) {
      Class<? extends Filter> type = load(info, text(element, "filter-class"));
      FilterInfo filter = Servlets.filter(text(element, "filter-name"), type);
      filter.setAsyncSupported("true".equals(text(element, "async-supported")));
      for (Element parameter : children(element, "init-param")) {
        filter.addInitParam(text(parameter, "param-name"), text(parameter, "param-value"));
      }
      info.addFilter(filter);
    }
    for (Element mapping : children(web, "filter-mapping")) {
      String name = text(mapping, "filter-name");
      List<String> dispatchers = texts(mapping, "dispatcher");
      for (String dispatcher :
          dispatchers.isEmpty() ? Collections.singletonList("REQUEST") : dispatchers) {
        DispatcherType type = DispatcherType.valueOf(dispatcher);
        for (String pattern : texts(mapping, "url-pattern")) {
          info.addFilterUrlMapping(name, pattern, type);
        }
        for (String servlet : texts(mapping, "servlet-name")) {
          info.addFilterServletNameMapping(name, servlet, type);
        }
      }
    }
  }

  private static void readServlets(DeploymentInfo info, Element web) throws Exception {
    Map<String, ServletInfo> servlets = new HashMap<>();
    for (Element element : children(web, "servlet")) {
      String className = text(element, "servlet-class");
      if (className == null) {
        continue; // a jsp-file
      }
      Class<? extends Servlet> type = load(info, className);
      ServletInfo servlet = Servlets.servlet(text(element, "servlet-name"), type);
      servlet.setAsyncSupported("true".equals(text(element, "async-supported")));
      String order = text(element, "load-on-startup");
      if (order != null && !order.isEmpty()) {
        servlet.setLoadOnStartup(Integer.parseInt(order));
      }
      for (Element parameter : children(element, "init-param")) {
        servlet.addInitParam(text(parameter, "param-name"), text(parameter, "param-value"));
      }
      servlets.put(servlet.getName(), servlet);
      info.addServlet(servlet);
    }
    for (Element mapping : children(web, "servlet-mapping")) {
      ServletInfo servlet = servlets.get(text(mapping, "servlet-name"));
      if (servlet != null) {
        servlet.addMappings(texts(mapping, "url-pattern"));
      }
    }
  }

  private static void readErrorPage(DeploymentInfo info, Element page) throws Exception {
    String location = text(page, "location");
    String code = text(page, "error-code");
    String exception = text(page, "exception-type");
    if (code != null) {
      info.addErrorPage(Servlets.errorPage(location, Integer.parseInt(code)));
    } else if (exception != null) {
      Class<? extends Throwable> type = load(info, exception);
      info.addErrorPage(Servlets.errorPage(location, type));
    } else {
      info.addErrorPage(Servlets.errorPage(location));
    }
  }

  private static SecurityConstraint constraint(Element element) {
    SecurityConstraint constraint = new SecurityConstraint();
    for (Element collection : children(element, "web-resource-collection")) {
      constraint.addWebResourceCollection(
          new WebResourceCollection()
              .addUrlPatterns(texts(collection, "url-pattern"))
              .addHttpMethods(texts(collection, "http-method"))
              .addHttpMethodOmissions(texts(collection, "http-method-omission")));
    }
    for (Element allowed : children(element, "auth-constraint")) {
      constraint.addRolesAllowed(texts(allowed, "role-name"));
    }
    return constraint;
  }

  private static Element parse(File file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
    return builder.parse(file).getDocumentElement();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && node.getLocalName().equals(name)) {
        found.add((Element) node);
      }
    }
    return found;
  }

  private static List<String> texts(Element parent, String name) {
    List<String> texts = new ArrayList<>();
    for (Element element : children(parent, name)) {
      texts.add(element.getTextContent().trim());
    }
    return texts;
  }

  private static String text(Element parent, String name) {
    List<String> texts = texts(parent, name);
    return texts.isEmpty() ? null : texts.get(0);
  }

  @SuppressWarnings("unchecked")
  private static <T> Class<? extends T> load(DeploymentInfo info, String name) throws Exception {
    return (Class<? extends T>) Class.forName(name, false, info.getClassLoader());
  }

  /** The application's classes; of this program's only the Servlet API is seen. */
  private static final class ApplicationLoader extends URLClassLoader {

    ApplicationLoader(File folder) throws Exception {
      super(urls(folder), new ApiLoader());
    }

    private static URL[] urls(File folder) throws Exception {
      List<URL> urls = new ArrayList<>();
      urls.add(new File(folder, "WEB-INF/classes/").toURI().toURL());
      File[] libraries = new File(folder, "WEB-INF/lib").listFiles();
      if (libraries != null) {
        Arrays.sort(libraries);
        for (File library : libraries) {
          urls.add(library.toURI().toURL());
        }
      }
      return urls.toArray(new URL[0]);
    }
  }

  /** The JDK and the Servlet API. */
  private static final class ApiLoader extends ClassLoader {

    ApiLoader() {
      super(ClassLoader.getSystemClassLoader().getParent());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("javax.servlet.")) {
        return UndertowLauncher.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  /** The two users of the demo. */
  private static final class Users implements IdentityManager {

    private final Map<String, User> users = new HashMap<>();

    Users() {
      add(new User("johndoe", "secret", "user"));
      add(new User("alice", "secret2", "user", "admin"));
    }

    private void add(User user) {
      users.put(user.name, user);
    }

    @Override
    public Account verify(Account account) {
      return account;
    }

    @Override
    public Account verify(String id, Credential credential) {
      User user = users.get(id);
      if (user == null || !(credential instanceof PasswordCredential)) {
        return null;
      }
      String password = new String(((PasswordCredential) credential).getPassword());
      return user.password.equals(password) ? user : null;
    }

    @Override
    public Account verify(Credential credential) {
      return null;
    }
  }

  private static final class User implements Account, Principal {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String password;
    private final Set<String> roles;

    User(String name, String password, String... roles) {
      this.name = name;
      this.password = password;
      this.roles = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(roles)));
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public Principal getPrincipal() {
      return this;
    }

    @Override
    public Set<String> getRoles() {
      return roles;
    }
  }
}
