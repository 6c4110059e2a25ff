package dev.watchbill.handlers.oncall;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.alert.Listing;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The list envelope and its parameters (spec oncall-api §1.6): a page beyond the end is the last
 * page, and the echoed page size is clamped to 100 while the rows are not. Rows are limited to
 * {@value #MOST} instead of the original's no limit at all.
 *
 * @param page from 1
 * @param perPage rows of a page
 */
public record Paging(int page, int perPage) {
  static final int MOST = 1_000;
  private static final int ECHOED = 100;

  public static Paging of(Request request, int ifAbsent) {
    return new Paging(
        positive(request.parameter("page"), 1, Integer.MAX_VALUE),
        positive(request.parameter("perpage"), ifAbsent, MOST));
  }

  /** The page of rows that are all at hand. */
  public <T> Listing<T> cut(List<T> all) {
    int served = Listing.served(all.size(), page, perPage);
    int from = (served - 1) * perPage;
    return new Listing<>(
        all.subList(from, Math.min(all.size(), from + perPage)), all.size(), served);
  }

  /** The envelope around rows that are ready to be written. */
  public Response envelope(
      Request request, String baseUrl, Listing<? extends @Nullable Object> listing) {
    return envelope(request, baseUrl, listing, Map.of());
  }

  /** The envelope with more members. */
  public Response envelope(
      Request request,
      String baseUrl,
      Listing<? extends @Nullable Object> listing,
      Map<String, ? extends @Nullable Object> more) {
    long last = Math.max(1, (listing.count() + perPage - 1) / perPage);
    int served = listing.page();
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("count", listing.count());
    envelope.put("next", served < last ? link(request, baseUrl, served + 1) : null);
    envelope.put("previous", served > 1 ? link(request, baseUrl, served - 1) : null);
    envelope.put("results", listing.rows());
    envelope.put("page_size", Math.min(perPage, ECHOED));
    envelope.put("current_page_number", served);
    envelope.put("total_pages", last);
    envelope.putAll(more);
    return Response.json(200, envelope);
  }

  private static String link(Request request, String baseUrl, int page) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    boolean placed = page == 1;
    for (Map.Entry<String, String> pair : request.query()) {
      if (pair.getKey().equals("page")) {
        if (!placed) query.add("page=" + page);
        placed = true;
      } else {
        query.add(encode(pair.getKey()) + "=" + encode(pair.getValue()));
      }
    }
    if (!placed) query.add("page=" + page);
    return baseUrl + request.path() + query;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static int positive(@Nullable String text, int ifNot, int most) {
    Long number = Fields.integer(text);
    return number == null || number < 1 ? ifNot : (int) Math.min(number, most);
  }
}
