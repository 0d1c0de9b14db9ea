import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Ruler;

/** Reads an event and a pattern, a line of JSON each, again and again; says for each pair whether they match. */
public class MatchPatterns {
  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String event = input.readLine(); event != null; event = input.readLine()) {
      String pattern = input.readLine();
      String answer;
      try {
        answer = String.valueOf(Ruler.matchesRule(event, pattern));
      } catch (Exception error) {
        answer = "refused: " + String.valueOf(error.getMessage()).replace('\n', ' ');
      }
      System.out.println(answer);
    }
  }
}
