// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.internal.openapi.springmvc;

import static io.github.servletbearer.internal.openapi.springmvc.SpringApplication.beans;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletbearer.internal.openapi.framework.FrameworkApplication;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import javax.servlet.ServletContext;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportResource;
import org.springframework.context.annotation.PropertySource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Service;
import org.springframework.web.WebApplicationInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.context.support.XmlWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.AbstractController;
import org.springframework.web.servlet.support.AbstractAnnotationConfigDispatcherServletInitializer;

/** Which controllers are served, by the ways in which Spring is configured. */
class ConfigurationTest {
  private static final String PACKAGE = ConfigurationTest.class.getPackage().getName();
  private static final String CLASSES =
      "org.springframework.web.context.support.AnnotationConfigWebApplicationContext";

  /** Served at a path by properties. */
  @RestController
  static class One {
    @GetMapping("${base:/default}/one")
    void get() {}
  }

  /** Another. */
  @Controller
  static class Two {
    @GetMapping("/two")
    void get() {}
  }

  /** Not served, even with a mapping. */
  @Service
  static class NoController {
    @GetMapping("/service")
    void get() {}
  }

  private static FrameworkApplication application() {
    return SpringApplication.unconfigured(One.class, Two.class, NoController.class);
  }

  private static FrameworkApplication with(String xml) {
    return application().file("/WEB-INF/web-servlet.xml", beans(xml));
  }

  private static String bean(Class<?> type) {
    return "<bean class='" + type.getName() + "'/>";
  }

  private static String scan(String filters) {
    return "<context:component-scan base-package='"
        + PACKAGE
        + "'>"
        + filters
        + "</context:component-scan>";
  }

  @Test
  void beansOfTheDefaultFileAreServed() {
    assertThat(with(bean(One.class)).operations()).containsOnlyKeys("GET /api/default/one");
    assertThat(with("<beans profile='p'>" + bean(Two.class) + "</beans>").operations())
        .containsOnlyKeys("GET /api/two");
    assertThat(
            application()
                .set("namespace", "other")
                .file("/WEB-INF/other.xml", beans(bean(Two.class)))
                .operations())
        .containsOnlyKeys("GET /api/two");
  }

  @Test
  void packagesAreScannedWithTheirFilters() {
    assertThat(with(scan("")).operations())
        .containsOnlyKeys("GET /api/default/one", "GET /api/two");
    String controllers = "org.springframework.stereotype.Controller";
    assertThat(
            with(scan(
                    "<context:exclude-filter type='regex' expression='.*One'/>"
                        + "<context:exclude-filter type='custom' expression='x.Y'/>"))
                .operations())
        .containsOnlyKeys("GET /api/two");
    assertThat(
            with("<context:component-scan base-package='x.y, "
                    + PACKAGE.replace("internal", "*")
                    + "' use-default-filters='false'><context:include-filter"
                    + " type='aspectj' expression='io..*Two'/></context:component-scan>")
                .operations())
        .containsOnlyKeys("GET /api/two");
    assertThat(
            with(scan(
                        "<context:exclude-filter type='annotation' expression='"
                            + controllers
                            + "'/>")
                    + bean(Two.class))
                .operations())
        .containsOnlyKeys("GET /api/two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classpath:spring/a.xml",
        "classpath*:spring/*.xml",
        "/WEB-INF/classes/spring/../spring/a.xml, /WEB-INF/missing.xml",
        "/WEB-INF/**/a.xml",
        "WEB-INF/importing.xml"
      })
  void filesAreFoundByTheirLocations(String location) {
    assertThat(
            application()
                .set("contextConfigLocation", location)
                .file("/WEB-INF/classes/spring/a.xml", beans(bean(Two.class)))
                .file("/WEB-INF/importing.xml", beans("<import resource='classes/spring/a.xml'/>"))
                .operations())
        .containsOnlyKeys("GET /api/two");
  }

  @Test
  void placeholdersAreRead() {
    String values =
        "<context:property-placeholder location='classpath:app.properties'/>"
            + "<context:component-scan base-package='${package}'/>";
    assertThat(
            with(values)
                .file(
                    "/WEB-INF/classes/app.properties",
                    "base=${root}/v1\nroot=/shop\npackage=" + PACKAGE)
                .operations())
        .containsOnlyKeys("GET /api/shop/v1/one", "GET /api/two");
  }

  @Test
  void controllersOfTheRootContextNeedAMappingThere() {
    FrameworkApplication application =
        with(bean(Two.class)).file("/WEB-INF/applicationContext.xml", beans(bean(One.class)));
    assertThat(application.operations()).containsOnlyKeys("GET /api/two");

    application.file(
        "/WEB-INF/applicationContext.xml", beans("<mvc:annotation-driven/>" + bean(One.class)));
    // The mapping of the root is found, so that the servlet makes none of its own.
    assertThat(application.operations()).containsOnlyKeys("GET /api/default/one");

    application
        .setForAll("contextConfigLocation", "/WEB-INF/root.xml")
        .file("/WEB-INF/root.xml", beans(""));
    assertThat(application.operations()).containsOnlyKeys("GET /api/two");
  }

  @Test
  void pathsOfBeansAndPagesAreListed() {
    String own = "<bean name='/named.htm, /more' class='com.example.NamedController'/>";
    Map<String, Map<String, Object>> operations =
        with(own
                + "<mvc:view-controller path='/start' view-name='start'/>"
                + "<mvc:redirect-view-controller path='old' redirect-url='/start'/>"
                + "<bean id='list' class='com.example.ListController'/>"
                + "<bean class='org.springframework.web.servlet.handler.SimpleUrlHandlerMapping'>"
                + "<property name='mappings'><props><prop key='/list.htm'>list</prop></props></property>"
                + "<property name='urlMap'><map><entry key='/map/*' value-ref='list'/></map></property>"
                + "</bean>"
                + bean(Two.class))
            .operations();

    // Two is not served, since Spring makes no mapping for annotations beside these.
    assertThat(operations)
        .containsOnlyKeys(
            "GET /api/named.htm",
            "POST /api/named.htm",
            "GET /api/more",
            "POST /api/more",
            "GET /api/start",
            "GET /api/old",
            "GET /api/list.htm",
            "POST /api/list.htm",
            "GET /api/map/{any}",
            "POST /api/map/{any}");
    assertThat(operations.get("POST /api/list.htm"))
        .containsEntry("summary", "Post list")
        .containsEntry("operationId", "List_post")
        .containsKey("description");
    assertThat(operations.get("GET /api/old").get("responses").toString()).contains("3XX");
  }

  /** A controller as before annotations. */
  static class DavController extends AbstractController {
    DavController() {
      setSupportedMethods("GET", "PROPFIND", "DELETE");
    }

    @Override
    protected ModelAndView handleRequestInternal(
        HttpServletRequest request, HttpServletResponse response) {
      return new ModelAndView("page");
    }
  }

  static final class LockController extends DavController {}

  @Test
  void methodsAreThoseThatTheCodeOfAControllerNames() {
    Map<String, Map<String, Object>> operations =
        SpringApplication.unconfigured(DavController.class, LockController.class)
            .file(
                "/WEB-INF/web-servlet.xml",
                beans(
                    "<bean name='/dav' class='"
                        + DavController.class.getName()
                        + "'/><bean name='/lock' class='"
                        + LockController.class.getName()
                        + "'/>"))
            .operations();

    assertThat(operations)
        .containsOnlyKeys("GET /api/dav", "DELETE /api/dav", "GET /api/lock", "DELETE /api/lock");
    assertThat(operations.get("DELETE /api/lock")).doesNotContainKey("description");
  }

  @Test
  void extensionIsNoWayToWhatAFolderOfTheServletAnswers() {
    String urls =
        "<bean class='org.springframework.web.servlet.handler.SimpleUrlHandlerMapping'"
            + " p:alwaysUseFullPath='true'><property name='mappings'><props>"
            + "<prop key='/stores/*'>list</prop><prop key='/start.view'>list</prop>"
            + "<prop key='/pages/*'>list</prop>"
            + "</props></property></bean><bean id='list' class='com.example.ListController'/>";

    assertThat(with(urls).mappedTo("/stores/*", "*.view").operations())
        .containsKeys("GET /stores/{any}", "GET /start.view", "GET /pages/{any}.view")
        .doesNotContainKey("GET /stores/{any}.view");
  }

  @Test
  void settingsOfMappingsAreRead() {
    String mapping =
        "<bean class='org.springframework.web.servlet.mvc.method.annotation."
            + "RequestMappingHandlerMapping' p:alwaysUseFullPath='true'/>";
    assertThat(with(mapping + bean(Two.class)).operations()).containsOnlyKeys("GET /two");
    String suffixes =
        "<mvc:annotation-driven><mvc:path-matching suffix-pattern='true'/></mvc:annotation-driven>";
    assertThat(with(suffixes + bean(Two.class)).mappedTo("*.do").operations())
        .containsOnlyKeys("GET /two.do");
  }

  /** Everything that a class can name. */
  @Configuration
  @EnableWebMvc
  @Import(Imported.class)
  @ImportResource("/WEB-INF/more.xml")
  @PropertySource("classpath:java.properties")
  @ComponentScan(
      basePackageClasses = ConfigurationTest.class,
      useDefaultFilters = false,
      includeFilters =
          @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = One.class))
  static class Web {}

  /** Has a bean. */
  static class Imported {
    @Bean
    Two two() {
      return new Two();
    }
  }

  @Test
  void configurationClassesAreRead() {
    FrameworkApplication application =
        application()
            .set("contextClass", CLASSES)
            .set("contextConfigLocation", Web.class.getName())
            .file("/WEB-INF/classes/java.properties", "base=java")
            .file("/WEB-INF/more.xml", beans("<mvc:view-controller path='/page'/>"));
    assertThat(application.operations())
        .containsOnlyKeys("GET /api/java/one", "GET /api/two", "GET /api/page");
    assertThat(application.set("contextConfigLocation", PACKAGE).operations())
        .containsKeys("GET /api/two");
  }

  /** Configures paths in its code. */
  @EnableWebMvc
  @Import(Two.class)
  static class Pages implements WebMvcConfigurer {
    private static final String BASE = "/pages";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
      registry.addViewController(BASE + "/start").setViewName("start-page");
      registry.addViewController("help").setStatusCode(HttpStatus.OK);
      for (String each : new String[] {"/a", "/b"}) {
        registry.addViewController(each);
        registry.addViewController(each.trim() + "/unknown");
      }
      registry.addRedirectViewController("/old", "/target");
      registry.addStatusController("/gone", HttpStatus.GONE);
    }

    @Override
    @SuppressWarnings("deprecation")
    public void configurePathMatch(PathMatchConfigurer configurer) {
      configurer.setUseTrailingSlashMatch(false).setUseSuffixPatternMatch(true);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
      registry.addResourceHandler("/static/**").addResourceLocations("/files/");
    }
  }

  @Test
  void codeThatConfiguresPathsByConstantsIsRead() {
    FrameworkApplication application =
        SpringApplication.unconfigured(Two.class, Pages.class)
            .set("contextClass", CLASSES)
            .set("contextConfigLocation", Pages.class.getName());
    Map<String, Map<String, Object>> operations = application.operations();

    assertThat(operations)
        .containsOnlyKeys(
            "GET /api/two",
            "GET /api/pages/start",
            "GET /api/help",
            "GET /api/a",
            "GET /api/b",
            "GET /api/old",
            "GET /api/gone");
    assertThat(operations.get("GET /api/old").get("responses").toString()).contains("3XX");
    assertThat(operations.get("GET /api/gone").get("responses").toString())
        .contains("default", "status without a page");
    assertThat(application.mappedTo("*.do").operations()).containsOnlyKeys("GET /two.do");
  }

  /** Configures paths by values that only running code has. */
  @EnableWebMvc
  @Import(Two.class)
  static class Computed implements WebMvcConfigurer {
    private String held;
    private boolean isOn;

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
      String page = "/page".trim();
      String view = "/view";
      held = "/held";
      registry.addViewController("/real").setViewName(view);
      registry.addViewController(page);
      registry.addViewController(held);
    }

    @Override
    @SuppressWarnings("deprecation")
    public void configurePathMatch(PathMatchConfigurer configurer) {
      configurer.setUseTrailingSlashMatch(true);
      configurer.setUseSuffixPatternMatch(isOn);
      configurer.setUseSuffixPatternMatch(held == null ? true : false);
    }
  }

  @Test
  void valuesThatCodeComputesAreUnknown() {
    FrameworkApplication application =
        SpringApplication.unconfigured(Two.class, Computed.class)
            .set("contextClass", CLASSES)
            .set("contextConfigLocation", Computed.class.getName());
    assertThat(application.operations()).containsOnlyKeys("GET /api/two", "GET /api/real");
    assertThat(application.mappedTo("*.do").operations()).as("the default of 5.3").isEmpty();
  }

  /** Names its classes in its code. */
  public static class Start extends AbstractAnnotationConfigDispatcherServletInitializer {
    @Override
    protected Class<?>[] getRootConfigClasses() {
      return null;
    }

    @Override
    protected Class<?>[] getServletConfigClasses() {
      return new Class<?>[] {Imported2.class};
    }

    @Override
    protected String[] getServletMappings() {
      return new String[] {"/"};
    }
  }

  /** Has a bean. */
  @Configuration
  static class Imported2 extends Imported {}

  @Test
  void initializersNameConfigurationClasses() {
    assertThat(
            SpringApplication.unconfigured(One.class, Two.class, Start.class)
                .named("dispatcher")
                .operations())
        .containsOnlyKeys("GET /api/two");
  }

  /** Names a file in its code. */
  public static class XmlStart implements WebApplicationInitializer {
    @Override
    public void onStartup(ServletContext context) {
      XmlWebApplicationContext beans = new XmlWebApplicationContext();
      beans.setConfigLocation("/WEB-INF/started.xml");
      context.addServlet("web", new DispatcherServlet(beans));
    }
  }

  @Test
  void initializersNameFilesToo() {
    assertThat(
            SpringApplication.unconfigured(One.class, Two.class, XmlStart.class)
                .file("/WEB-INF/started.xml", beans(bean(Two.class)))
                .operations())
        .containsOnlyKeys("GET /api/two");
  }

  /** Makes the servlet as soon as the application starts. */
  public static class Listener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
      beans.register(Imported2.class);
      event.getServletContext().addServlet("web", new DispatcherServlet(beans));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
  }

  @Test
  void listenersThatMakeTheServletNameClassesToo() {
    assertThat(SpringApplication.unconfigured(One.class, Two.class, Listener.class).operations())
        .containsOnlyKeys("GET /api/two");
  }

  @Test
  void withoutAConfigurationAllControllersAreListedWithANote() {
    Map<String, Map<String, Object>> operations = application().operations();

    assertThat(operations).containsOnlyKeys("GET /api/default/one", "GET /api/two");
    assertThat(operations.get("GET /api/two").get("description").toString())
        .contains("configuration of this servlet is unknown");
  }

  /** A controller of old times with a path as its name. */
  @Controller("/old.htm")
  static class Old implements org.springframework.web.servlet.mvc.Controller {
    @Override
    public ModelAndView handleRequest(HttpServletRequest request, HttpServletResponse response) {
      return null;
    }
  }

  @Test
  void componentsMayBeNamedByPaths() {
    assertThat(
            SpringApplication.unconfigured(Old.class, NoController.class)
                .file("/WEB-INF/web-servlet.xml", beans("<mvc:annotation-driven/>" + scan("")))
                .operations())
        .containsOnlyKeys("GET /api/old.htm", "POST /api/old.htm");
  }

  @Test
  void anAnnotatedControllerAnswersAtNoPathOfItsName() {
    assertThat(
            with("<mvc:annotation-driven/><bean name='/two' class='" + Two.class.getName() + "'/>")
                .operations())
        .containsOnlyKeys("GET /api/two");
  }

  @Test
  void interceptorsAreNoMapping() {
    assertThat(
            with("<mvc:interceptors/><mvc:view-resolvers/>" + bean(Two.class) + scan(""))
                .operations()
                .get("GET /api/two"))
        .doesNotContainKey("description");
  }

  @Test
  void aServletThatHasNoControllerByItsConfigurationIsNotGivenAll() {
    assertThat(with("<mvc:resources mapping='/**' location='/static/'/>").operations()).isEmpty();
  }

  @Test
  void onlySpringsOwnHandlersOfFilesAreLeftOut() {
    assertThat(
            with("<bean name='/a' class='com.example.OrderHttpRequestHandler'/>"
                    + "<bean name='/b' class='org.springframework.web.servlet.resource"
                    + ".DefaultServletHttpRequestHandler'/>")
                .operations())
        .containsOnlyKeys("GET /api/a", "POST /api/a");
  }

  @Test
  void beansHaveTheClassesOfTheirParents() {
    assertThat(
            with("<bean id='base' abstract='true' class='com.example.BaseController'/>"
                    + "<bean id='more' abstract='true' parent='base'/>"
                    + "<bean name='/a.htm' parent='more'/>"
                    + "<bean name='/gone.htm' parent='circle'/>"
                    + "<bean id='circle' parent='circle'/>"
                    + "<bean class='org.springframework.web.servlet.handler.SimpleUrlHandlerMapping'>"
                    + "<property name='urlMap'><map><entry key='/inner.htm'>"
                    + "<bean class='com.example.InnerController'/></entry></map></property></bean>"
                    + "<bean class='org.springframework.web.servlet.handler"
                    + ".BeanNameUrlHandlerMapping'/>")
                .operations())
        .containsOnlyKeys(
            "GET /api/a.htm", "POST /api/a.htm", "GET /api/inner.htm", "POST /api/inner.htm")
        .extractingByKey("GET /api/inner.htm")
        .hasFieldOrPropertyWithValue("summary", "Get inner");
  }

  @Test
  void pathsOfAMapMayBeElements() {
    assertThat(
            with("<bean id='list' class='com.example.ListController'/>"
                    + "<bean class='org.springframework.web.servlet.handler.SimpleUrlHandlerMapping'>"
                    + "<property name='urlMap'><map>"
                    + "<entry><key><value>/old.htm</value></key><ref local='list'/></entry>"
                    + "<entry key-ref='elsewhere' value-ref='list'/>" // no path is known
                    + "</map></property></bean>")
                .operations())
        .containsOnlyKeys("GET /api/old.htm", "POST /api/old.htm")
        .extractingByKey("GET /api/old.htm")
        .hasFieldOrPropertyWithValue("summary", "Get list");
  }

  @Test
  void filesOfPropertiesGoBeforeValuesOfTheirBean() {
    assertThat(
            with("<bean class='org.springframework.beans.factory.config"
                    + ".PropertyPlaceholderConfigurer'><property name='locations'"
                    + " value='classpath*:conf/*.properties'/><property name='properties'>"
                    + "<value>base=own</value></property></bean>"
                    + bean(One.class))
                .file("/WEB-INF/classes/conf/a.properties", "other=x")
                .file("/WEB-INF/classes/conf/b.properties", "base=file")
                .operations())
        .containsOnlyKeys("GET /api/file/one");
  }

  /** Brings a configuration. */
  @Retention(RetentionPolicy.RUNTIME)
  @Import(Imported.class)
  @interface EnableImported {}

  /** Brings another. */
  @Retention(RetentionPolicy.RUNTIME)
  @Import(One.class)
  @interface EnableOne {}

  /** Has several imports. */
  @EnableImported
  @EnableOne
  @EnableWebMvc
  @Import(NoController.class)
  static class Enabling {}

  @Test
  void importsOfSeveralAnnotationsAreRead() {
    assertThat(
            application()
                .set("contextClass", CLASSES)
                .set("contextConfigLocation", Enabling.class.getName())
                .operations())
        .containsOnlyKeys("GET /api/two", "GET /api/default/one");
  }

  /** Names files in its code. */
  public static class FilesStart implements WebApplicationInitializer {
    @Override
    public void onStartup(ServletContext context) {
      XmlWebApplicationContext beans = new XmlWebApplicationContext();
      beans.setConfigLocation("/WEB-INF/none.xml, /WEB-INF/started.xml");
      context.addServlet("web", new DispatcherServlet(beans));
    }
  }

  @Test
  void parametersOfTheContextAreValuesAndTextsNameSeveralFiles() {
    assertThat(
            SpringApplication.unconfigured(One.class, Two.class, FilesStart.class)
                .setForAll("base", "param")
                .file("/WEB-INF/started.xml", beans(bean(One.class)))
                .operations())
        .containsOnlyKeys("GET /api/param/one");
  }

  /** A context of the application's own. */
  static class OwnContext extends AnnotationConfigWebApplicationContext {}

  @Test
  void contextsOfTheApplicationAreWhatTheyExtend() {
    assertThat(
            application()
                .set("contextClass", OwnContext.class.getName())
                .set("contextConfigLocation", Pages.class.getName())
                .operations())
        .containsKeys("GET /api/two", "GET /api/help");
  }

  @Test
  void pathsOfAHandlerMappingMayStandElsewhere() {
    assertThat(
            with("<bean class='org.springframework.web.servlet.handler.SimpleUrlHandlerMapping'>"
                    + "<property name='mappings' ref='paths'/></bean>"
                    + "<bean factory-bean='x' factory-method='y' id='made'/>"
                    + "<bean class='com.example.OtherController'/>"
                    + "<map id='paths'><entry key='/a.htm' value='list'/></map>"
                    + "<bean id='list' class='com.example.ListController'/>")
                .operations())
        .containsOnlyKeys("GET /api/a.htm", "POST /api/a.htm");
  }

  @Test
  void springBootReadsItsProperties() {
    ClassWriter boot = new ClassWriter(0);
    String name = PACKAGE + ".Boot";
    boot.visit(Opcodes.V1_8, 0, name.replace('.', '/'), null, "java/lang/Object", null);
    boot.visitAnnotation("L" + SpringMvc.BOOT.replace('.', '/') + ";", true).visitEnd();
    boot.visitEnd();
    assertThat(
            application()
                .with(name, boot.toByteArray())
                .set("contextClass", CLASSES)
                .set("contextConfigLocation", name)
                .file("/WEB-INF/classes/application.properties", "base=boot")
                .operations())
        .containsOnlyKeys("GET /api/boot/one", "GET /api/two");
  }
}
