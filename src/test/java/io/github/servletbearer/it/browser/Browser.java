// SPDX-License-Identifier: Apache-2.0
// Copyright the Servlet Bearer authors
package io.github.servletbearer.it.browser;

import io.github.servletbearer.it.Kit;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium with a new profile, which notes every request and every complaint. */
final class Browser implements AutoCloseable {

  /** What to do where {@link #isInstalled} says no. */
  static final String CURE =
      "No browser was found: install Chromium with its ChromeDriver, for example by"
          + " `apt-get install chromium chromium-driver`";

  /** Where the README's command starts the demo. */
  static final String README_HOST = "127.0.0.1:8080";

  /** The window's, in pixels, unless a test asks for another. */
  static final int WIDTH = 1280;

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofMillis(25);
  private static final int HEIGHT = 1000;
  private static final String CONTRAST = resource("contrast.js");
  private static final String TEXTS = resource("texts.js");
  private static final String AXE = resource("/axe.min.js");
  private static final Optional<Path> CHROMIUM = find("chromium", "chromium-browser");
  private static final Optional<Path> DRIVER = find("chromedriver");

  /** Says at each start that it lacks a protocol that nothing here uses; kept, for loggers go. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    DEVTOOLS.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;
  private final BrowserLog log;
  private Object scriptThatDenies;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    this.log = new BrowserLog(driver);
  }

  /** Both are named here, so that Selenium looks for nothing on the network. */
  static boolean isInstalled() {
    return CHROMIUM.isPresent() && DRIVER.isPresent();
  }

  private static Optional<Path> find(String... names) {
    List<String> folders = new ArrayList<>(List.of("/usr/bin"));
    folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
    return folders.stream()
        .flatMap(folder -> List.of(names).stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one that finds the README's address, {@value #README_HOST}, at this server: so pictures
   * show what a reader of the README will see.
   */
  static Browser start(URI server) {
    Path folder = Kit.emptyDirectory(Kit.target("browser"));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.orElseThrow(() -> new IllegalStateException(CURE)).toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox", // which a container's root does not get
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars", // so that a page has the same width in every picture
        "--host-resolver-rules=MAP " + README_HOST + " " + server.getAuthority(),
        "--window-size=" + WIDTH + "," + HEIGHT,
        "--user-data-dir=" + folder.resolve("profile"));
    // No question whether to keep a password, and none to a server whether it is a known one.
    options.setExperimentalOption(
        "prefs",
        Map.of(
            "credentials_enable_service", false, "profile.password_manager_leak_detection", false));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                DRIVER.orElseThrow(() -> new IllegalStateException(CURE)).toFile())
            .usingAnyFreePort()
            .withLogFile(folder.resolve("chromedriver.log").toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** What has happened since its last {@link BrowserLog#clear}. */
  BrowserLog log() {
    return log;
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  /** Waits until an element is to be seen. */
  WebElement see(String css) {
    return until(css + " is to be seen", ExpectedConditions.visibilityOfElementLocated(by(css)));
  }

  /** Waits until an element is to be seen and shows this text somewhere. */
  void seeText(String css, String text) {
    until(
        css + " shows: " + text, ExpectedConditions.textToBePresentInElementLocated(by(css), text));
  }

  /** Waits until there is no such element, or none that is to be seen. */
  void seeNo(String css) {
    until(css + " is gone", ExpectedConditions.invisibilityOfElementLocated(by(css)));
  }

  /** The elements that are there now, also those that are not to be seen. */
  List<WebElement> all(String css) {
    return driver.findElements(by(css));
  }

  void click(String css) {
    until(css + " can be clicked", ExpectedConditions.elementToBeClickable(by(css))).click();
  }

  /** Types into a field in place of what stands there. */
  void type(String css, String text) {
    WebElement field = see(css);
    field.clear();
    field.sendKeys(text);
  }

  <T> T until(String what, Function<? super WebDriver, T> condition) {
    return new WebDriverWait(driver, PATIENCE, GLANCE).withMessage(what).until(condition);
  }

  /** The value of an expression in the page. */
  Object evaluate(String javaScript) {
    return driver.executeScript("return (" + javaScript + ")");
  }

  /** Whether a frame of the page has such an element. */
  boolean inFrame(String frame, String css) {
    driver.switchTo().frame(see(frame));
    boolean found = !all(css).isEmpty();
    driver.switchTo().defaultContent();
    return found;
  }

  /** Has pages believe that the system is set to {@code light} or {@code dark}. */
  void prefer(String colourScheme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", colourScheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    // The docs page hears of it by an event, some frames later.
    String dark = Boolean.toString(colourScheme.equals("dark"));
    until(
        "the page has taken the colours",
        page ->
            evaluate(
                    "(document.getElementById('swagger-ui') === null"
                        + " ? matchMedia('(prefers-color-scheme: dark)').matches"
                        + " : document.documentElement.classList.contains('dark-mode')) === "
                        + dark)
                .equals(true));
  }

  /** Has pages believe that the system replaces their colours, or no longer. */
  void forceColours(boolean force) {
    Map<String, String> feature =
        Map.of("name", "forced-colors", "value", force ? "active" : "none");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /**
   * Lets pages that are opened from now on store nothing, as where cookies are blocked, or again.
   */
  void denyStorage(boolean deny) {
    if (deny) {
      String script =
          "Object.defineProperty(window, 'sessionStorage',"
              + " {get() { throw new DOMException('Access is denied', 'SecurityError'); }})";
      scriptThatDenies =
          driver
              .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
              .get("identifier");
    } else {
      driver.executeCdpCommand(
          "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", scriptThatDenies));
    }
  }

  /** Makes the window as wide as a small or a large screen. */
  void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Waits until nothing fades or moves any more. */
  void untilStill() {
    until("nothing moves", page -> evaluate("document.getAnimations().length").equals(0L));
  }

  /** How far the page can be scrolled sideways, in pixels. */
  long overflow() {
    Object pixels =
        evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) pixels).longValue();
  }

  /** The visible texts whose contrast to their background is below this ratio (WCAG 2.1). */
  List<?> faintTexts(double ratio) {
    return (List<?>) driver.executeScript(CONTRAST, ratio);
  }

  /** What axe finds wrong for those who use a keyboard or a screen reader: one line each. */
  List<?> barriers() {
    driver.executeScript(AXE);
    return (List<?>)
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            const line = (rule, node) => `${rule.impact} ${rule.id}: ${node.target} ${node.html}`;
            axe.run().then((found) =>
              done(found.violations.flatMap((rule) => rule.nodes.map((node) => line(rule, node)))));
            """);
  }

  /** Presses keys, wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** The element that has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Does something that opens a window, and goes there. */
  void enterWindow(Runnable opening) {
    Set<String> before = driver.getWindowHandles();
    opening.run();
    Set<String> opened =
        until(
            "a window opens",
            page -> {
              Set<String> now = new HashSet<>(driver.getWindowHandles());
              return now.removeAll(before) && now.size() == 1 ? now : null;
            });
    driver.switchTo().window(opened.iterator().next());
    until(
        "the window has left its empty page", page -> !page.getCurrentUrl().equals("about:blank"));
  }

  /** Goes back to the only window that is left, once all others have closed themselves. */
  void leaveClosedWindow() {
    until("the window closes itself", page -> driver.getWindowHandles().size() == 1);
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  /** Closes the window that was entered last, and goes back to the first. */
  void closeWindow() {
    driver.close();
    driver.switchTo().window(driver.getWindowHandles().iterator().next());
  }

  /** Has the page believe that time has passed, all at once. */
  void passTime(Duration time) {
    evaluate("(now => { Date.now = () => now() + " + time.toMillis() + "; })(Date.now)");
  }

  /** The cookies that the page's address has. */
  Set<Cookie> cookies() {
    return driver.manage().getCookies();
  }

  /** Forgets what is stored and cached. */
  void forgetAll(String origin) {
    driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
  }

  /** Switches JavaScript off or on for pages that are opened from now on. */
  void runScripts(boolean run) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  /** Sends this Accept-Language with all requests, and shows dates by its first language. */
  void speak(String languages) {
    String agent = (String) evaluate("navigator.userAgent");
    driver.executeCdpCommand(
        "Network.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", languages));
    driver.executeCdpCommand("Emulation.setLocaleOverride", Map.of());
    driver.executeCdpCommand(
        "Emulation.setLocaleOverride", Map.of("locale", languages.split("[,;]", 2)[0]));
  }

  /** Lets pages of an origin read the clipboard. */
  void allowClipboard(String origin) {
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of(
            "origin",
            origin,
            "permissions",
            List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
  }

  /** Writes a picture of the window to target/screenshots. */
  void photographWindow(String name) {
    photograph(name, Map.of());
  }

  /** Writes a picture of the whole page, also of what lies below the window's edge. */
  void photographPage(String name) {
    evaluate("scrollTo(0, 0)"); // or what sticks to the window's edge would hide something
    photograph(name, Map.of("captureBeyondViewport", true));
  }

  /** Writes a picture of the page from its top down to the end of an element. */
  void photographDownTo(String css, String name) {
    new Actions(driver).moveToLocation(0, 0).perform(); // where nothing changes below the pointer
    untilStill();
    evaluate("scrollTo(0, 0)");
    Object end = end(css);
    Object width = evaluate("document.documentElement.clientWidth");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", end, "scale", 1);
    photograph(name, Map.of("captureBeyondViewport", true, "clip", clip));
  }

  /** The visible texts of the page from its top down to the end of an element. */
  List<String> textsDownTo(String css) {
    return ((List<?>) driver.executeScript(TEXTS, end(css))).stream().map(String::valueOf).toList();
  }

  /** A bit below the end of an element, in pixels from the page's top. */
  private Object end(String css) {
    return evaluate(
        "scrollY + document.querySelector('" + css + "').getBoundingClientRect().bottom + 12");
  }

  private void photograph(String name, Map<String, Object> options) {
    Object png = driver.executeCdpCommand("Page.captureScreenshot", options).get("data");
    Path file = Kit.target("screenshots", name + ".png");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode((String) png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Browser.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static By by(String css) {
    return By.cssSelector(css);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
