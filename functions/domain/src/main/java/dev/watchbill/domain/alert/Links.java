package dev.watchbill.domain.alert;

import com.google.re2j.Pattern;
import dev.watchbill.domain.LetterCase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which addresses from payloads the web may use. */
final class Links {

  private static final Pattern WEB_ADDRESS =
      Pattern.compile("^(?i:https?)://[^\\s/?#<>\"]+[^\\s<>\"]*$");
  private static final Pattern SCHEME = Pattern.compile("^\\s*([A-Za-z][A-Za-z0-9+.\\-]*):");
  private static final Set<String> CLICKABLE = Set.of("http", "https", "mailto", "tel");

  private Links() {}

  /** An image is loaded by the reader's browser: only whole web addresses. */
  static @Nullable String image(@Nullable String url) {
    return url != null && WEB_ADDRESS.matches(url) ? url : null;
  }

  /** A link is only clicked: anything but an address that would run (javascript:, data:). */
  static @Nullable String target(@Nullable String url) {
    if (url == null || url.isEmpty()) {
      return null;
    }
    var scheme = SCHEME.matcher(url);
    return !scheme.find() || CLICKABLE.contains(LetterCase.lower(scheme.group(1))) ? url : null;
  }
}
