package dev.watchbill.handlers.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes what the recorded conversations expect to exist, in two fresh organisations, through the
 * deployment's own writes (DESIGN §6).
 */
public final class GoldenWorld {
  private final Function<Request, Response> deployment;

  private GoldenWorld(Function<Request, Response> deployment) {
    this.deployment = deployment;
  }

  /**
   * The variables of a new world: {@code base}, the four tokens, {@code user1} to {@code user6},
   * {@code team_alpha} and {@code team_beta}.
   *
   * @param admin token of an admin of the first organisation
   */
  public static Map<String, String> make(
      Function<Request, Response> deployment, String baseUrl, String admin) {
    return new GoldenWorld(deployment).make(baseUrl, admin);
  }

  private Map<String, String> make(String baseUrl, String admin) {
    Map<String, String> world = new LinkedHashMap<>();
    world.put("base", baseUrl);
    Map<?, ?> made =
        post(
            "/api/v1/organizations/",
            object("name", "replay", "admin", person(1, "admin", "Europe/Paris")),
            admin);
    String token = text(made, "token");
    world.put("token", token);
    world.put("user1", text((Map<?, ?>) member(made, "admin"), "id"));
    String[] roles = {"editor", "viewer", "editor", "admin", "editor"};
    @Nullable String[] zones = {"America/New_York", "UTC", "Asia/Tokyo", null, "Europe/London"};
    for (int n = 2; n <= 6; n++) {
      Map<?, ?> user = post("/api/v1/users/", person(n, roles[n - 2], zones[n - 2]), token);
      world.put("user" + n, text(user, "id"));
    }
    world.put(
        "team_alpha",
        team(
            object("name", "team-alpha", "email", "alpha@example.com", "avatar_url", "/avatar/t1"),
            ids(world, "user1", "user2", "user3"),
            token));
    world.put(
        "team_beta",
        team(
            object("name", "team-beta", "email", null, "avatar_url", "/avatar/t2"),
            ids(world, "user4", "user5"),
            token));
    world.put("editor_token", token(world, "user2", token));
    world.put("viewer_token", token(world, "user3", token));
    Map<?, ?> other =
        post(
            "/api/v1/organizations/",
            object(
                "name",
                "replay, the other one",
                "admin",
                object(
                    "username",
                    "somebody",
                    "email",
                    "somebody@example.com",
                    "name",
                    "Somebody",
                    "role",
                    "admin",
                    "timezone",
                    "UTC")),
            admin);
    world.put("other_org_token", text(other, "token"));
    return world;
  }

  private String team(Map<String, @Nullable Object> team, List<String> users, String token) {
    team.put("users", users);
    return text(post("/api/v1/teams/", team, token), "id");
  }

  private String token(Map<String, String> world, String user, String token) {
    return text(
        post("/api/v1/tokens/", object("name", "replay", "user_id", world.get(user)), token),
        "token");
  }

  private static List<String> ids(Map<String, String> world, String... names) {
    return Arrays.stream(names).map(name -> world.getOrDefault(name, "")).toList();
  }

  private static Map<String, @Nullable Object> person(
      int n, String role, @Nullable String timezone) {
    return object(
        "username",
        "user" + n,
        "email",
        "user" + n + "@example.com",
        "name",
        "User " + n,
        "role",
        role,
        "timezone",
        timezone,
        "avatar_url",
        "/avatar/" + n);
  }

  private Map<?, ?> post(String path, Map<String, @Nullable Object> body, String token) {
    Response response =
        deployment.apply(
            Request.of(
                "POST",
                path,
                "",
                Map.of("authorization", token, "content-type", "application/json"),
                Json.write(body).getBytes(UTF_8),
                "world"));
    if (response.status() != 201 || response.body() == null) {
      throw new IllegalStateException(
          "POST " + path + " -> " + response.status() + " " + response.body());
    }
    try {
      return (Map<?, ?>) member(Json.read(response.body().getBytes(UTF_8)), "");
    } catch (Json.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object member(@Nullable Object value, String name) {
    Object found = name.isEmpty() || !(value instanceof Map<?, ?> map) ? value : map.get(name);
    if (found == null) throw new IllegalStateException(name + " is missing");
    return found;
  }

  private static String text(Map<?, ?> object, String name) {
    return member(object, name).toString();
  }

  /** Names and values by turns. */
  private static Map<String, @Nullable Object> object(@Nullable Object... members) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put(String.valueOf(members[i]), members[i + 1]);
    }
    return object;
  }
}
