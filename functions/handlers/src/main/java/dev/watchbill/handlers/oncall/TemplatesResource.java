package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Rendered;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/templates/render}: what a template makes of a payload. An extension: people
 * try a template before they store it. Nothing is kept.
 */
public final class TemplatesResource extends OnCallResource {
  private static final String JINJA = "jinja";

  private final Jinja jinja;

  @Inject
  TemplatesResource(OnCallGate gate, Jinja jinja) {
    super(gate, Role.VIEWER, Role.VIEWER);
    this.jinja = jinja;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return below.equals(List.of("render"))
        ? new Verbs().on("POST", writer(), call -> withFields(call, this::render))
        : null;
  }

  private Response render(Call call, Fields in) {
    String engine = in.text("engine", 100);
    if (in.has("engine") && !in.hasErrors() && !engine.equals(JINJA)) {
      in.error("engine", "\"" + engine + "\" is not a valid choice.");
    }
    String template = template(in);
    if (!in.has("payload")) in.error("payload", Fields.REQUIRED);
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    if (!in.isNull("vars")) {
      Map<String, @Nullable Object> more = in.object("vars");
      if (more != null) variables.putAll(more);
    }
    variables.put("payload", in.raw("payload"));
    Optional<Problem> problem = in.problem();
    if (problem.isPresent()) return refuse(problem.get());
    return switch (jinja.render(template, variables)) {
      case Rendered.Output output -> Response.json(200, Map.of("output", output.text()));
      case Rendered.Failure failure ->
          Response.json(
              400,
              Map.of("detail", failure.message(), "kind", LetterCase.lower(failure.kind().name())));
    };
  }

  /** To the byte: white space counts in a template. */
  private static String template(Fields in) {
    if (!in.has("template")) {
      in.error("template", Fields.REQUIRED);
    } else if (in.raw("template") instanceof String text) {
      return text;
    } else {
      in.error("template", in.isNull("template") ? Fields.NULL : Fields.NOT_TEXT);
    }
    return "";
  }
}
