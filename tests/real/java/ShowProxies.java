import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;

/**
 * Prints this JVM's settings, one line each: "property NAME=VALUE" for every system property, and "route URL ANSWER" for
 * each argument, with the first answer of the default ProxySelector. Makes no connection. \ and line ends are escaped.
 */
public final class ShowProxies {
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  public static void main(String[] urls) {
    System.getProperties().stringPropertyNames().stream().sorted()
        .forEach(name -> System.out.println("property " + escaped(name + "=" + System.getProperty(name))));
    for (String url : urls) {
      Proxy proxy = ProxySelector.getDefault().select(URI.create(url)).get(0);
      System.out.println("route " + url + " " + (proxy == Proxy.NO_PROXY ? "direct" : proxy));
    }
  }
}
