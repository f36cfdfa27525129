import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;

/** Fetches one URL for each line by HttpURLConnection, and answers "answered STATUS" or "failed ERROR". */
public final class Client {
  private static String attempt(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
      connection.setConnectTimeout(5000);
      connection.setReadTimeout(5000);
      connection.setInstanceFollowRedirects(false);
      return "answered " + connection.getResponseCode();
    } catch (IOException | RuntimeException error) {
      return "failed " + error;
    }
  }

  public static void main(String[] arguments) throws IOException {
    System.setProperty("http.keepAlive", "false");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String url = lines.readLine(); url != null; url = lines.readLine()) {
      System.out.println(attempt(url).replaceAll("[\r\n]", " "));
    }
  }
}
