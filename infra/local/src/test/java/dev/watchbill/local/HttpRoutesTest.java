package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.local.HttpRoutes.EmptyRemainder;
import dev.watchbill.local.Template.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRoutesTest {

  private static final List<Route> ROUTES =
      List.of(
          new Route("ANY", "$default", "fallback"),
          new Route("ANY", "/api/{proxy+}", "wide"),
          new Route("ANY", "/api/v1/things", "things"),
          new Route("POST", "/api/v1/things", "makes"),
          new Route("ANY", "/api/v1/things/{proxy+}", "below"),
          new Route("GET", "/api/v1/things/{id}", "one"),
          new Route("GET", "/api/v1/things/current", "current"));

  private final HttpRoutes routes = new HttpRoutes(ROUTES, EmptyRemainder.TO_PROXY);

  @ParameterizedTest
  @CsvSource({
    "GET,/api/v1/things,things",
    "POST,/api/v1/things,makes",
    "GET,/api/v1/things/,below",
    "GET,/api/v1/things/current,current",
    "GET,/api/v1/things/other,one",
    "POST,/api/v1/things/other,below",
    "GET,/api/v1/things/other/,below",
    "GET,/api/v1/things//,below",
    "GET,/api/v1/thingsx,wide",
    "GET,/api/v1/Things,wide",
    "GET,/api,fallback",
    "GET,/,fallback",
    "GET,//api/v1/things,fallback",
    "GET,/elsewhere,fallback"
  })
  void theMostSpecificRouteWins(String method, String path, String function) {
    assertThat(routes.find(method, path))
        .get()
        .extracting(m -> m.route().function())
        .isEqualTo(function);
  }

  @Test
  void anEmptyRemainderGoesEitherWay() {
    var either = new HttpRoutes(List.of(ROUTES.get(0), ROUTES.get(4)), EmptyRemainder.TO_DEFAULT);
    assertThat(either.find("GET", "/api/v1/things/"))
        .get()
        .extracting(match -> match.route().function())
        .isEqualTo("fallback");
    assertThat(either.find("GET", "/api/v1/things/x"))
        .get()
        .extracting(match -> match.route().function())
        .isEqualTo("below");
  }

  @Test
  void variablesTakeWhatStandsThere() {
    assertThat(routes.find("PUT", "/api/v1/things/a%2Fb/c/").orElseThrow().pathParameters())
        .containsEntry("proxy", "a%2Fb/c/");
    assertThat(routes.find("GET", "/api/v1/things/x").orElseThrow().pathParameters())
        .containsEntry("id", "x");
  }

  @Test
  void withoutADefaultNobodyServesTheRest() {
    assertThat(new HttpRoutes(List.of(ROUTES.get(2)), EmptyRemainder.TO_PROXY).find("GET", "/x"))
        .isEmpty();
  }
}
