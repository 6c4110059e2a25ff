package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {

  private static final String GOOD =
      """
      Globals:
        Function: { Timeout: 7, Environment: { Variables: { A: !Ref T, B: "1" } } }
      Parameters:
        P: { Type: String, Default: standard }
      Resources:
        T: { Type: AWS::DynamoDB::Table }
        Q:
          Type: AWS::SQS::Queue
          Properties:
            VisibilityTimeout: 42
            RedrivePolicy: { deadLetterTargetArn: !GetAtt D.Arn, maxReceiveCount: 3 }
        D: { Type: AWS::SQS::Queue }
        F:
          Type: AWS::Serverless::Function
          Properties:
            Handler: x.Y$F::handleRequest
            Environment: { Variables: { B: !Ref P, C: !Sub "${P}-${Q}-${AWS::Region}", D: !Ref Q } }
            Events:
              One: { Type: HttpApi, Properties: { Method: ANY, Path: "/x" } }
              Two: { Type: HttpApi, Properties: { Method: ANY, Path: "/x/{proxy+}" } }
              Rest: { Type: HttpApi, Properties: {} }
              Often: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
              Fed:
                Type: SQS
                Properties:
                  Queue: !GetAtt Q.Arn
                  FunctionResponseTypes: [ReportBatchItemFailures]
      """;

  @Test
  void readsWhatTheRunnerNeeds() {
    Template template = TemplateReader.parse(GOOD);
    assertThat(template.tableResource()).isEqualTo("T");
    assertThat(template.routes())
        .extracting(Template.Route::key)
        .containsExactly("ANY /x", "ANY /x/{proxy+}", "$default");
    assertThat(template.schedules()).containsExactly(new Template.Schedule("F", "Often", 1));
    assertThat(template.queueSources())
        .containsExactly(new Template.QueueSource("F", "Q", 10, true, 5));
    assertThat(template.queues().get("Q")).isEqualTo(new Template.QueueResource("Q", 42, "D", 3));
    assertThat(template.functions().get("F"))
        .satisfies(
            function -> {
              assertThat(function.handlerClass()).isEqualTo("x.Y$F");
              assertThat(function.timeoutSeconds()).isEqualTo(7);
            });
  }

  @Test
  void variablesMeanSomethingOnThisMachine() {
    Template template = TemplateReader.parse(GOOD);
    var names = new Intrinsics(template, Map.of(), Map.of("T", "table", "Q", "queue"));
    Map<String, Section> variables = template.functions().values().iterator().next().variables();
    assertThat(List.of("A", "B", "C", "D"))
        .extracting(name -> names.text(variables.getOrDefault(name, new Section("", null))))
        .containsExactly("table", "standard", "standard-queue-local", "queue");
    var given = new Intrinsics(template, Map.of("P", "given"), Map.of("T", "table", "Q", "queue"));
    assertThat(given.text(variables.getOrDefault("B", new Section("", null)))).isEqualTo("given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Path: \"/x\"              | Path: \"/x/\"        | must not end with /",
        "Path: \"/x\"              | Path: \"x\"          | begins with /",
        "Path: \"/x\"              | Path: \"/x/{proxy+}\" | two functions serve",
        "Path: \"/x\"              | Path: \"/x/{a+}/y\"  | only the last part",
        "Path: \"/x\"              | Path: \"/x/a{b}\"    | whole part",
        "Path: \"/x\"              | Path: \"/x//y\"      | an empty part",
        "{ Method: ANY, Path: \"/x\" } | { Method: BREW, Path: \"/x\" } | no method BREW",
        "rate(1 minute)            | rate(1 minutes)      | rate(1 minute)",
        "rate(1 minute)            | cron(* * * * ? *)    | rate(1 minute)",
        "VisibilityTimeout: 42     | VisibilityTimeout: 6 | shorter than the timeout",
        "Queue: !GetAtt Q.Arn      | Queue: !GetAtt X.Arn | queue that is not there",
        "!GetAtt D.Arn             | !GetAtt X.Arn        | dead letters",
        "Type: Schedule            | Type: Kinesis        | cannot play",
        "FunctionResponseTypes: [  | BatchSize: 11, Y: [  | 1 to 10",
        "Handler: x.Y$F::handleRequest | Runtime: java25  | Handler must be a text"
      })
  void whatTheCloudRefusesIsRefusedInOneLine(String good, String bad, String line) {
    String text = GOOD.replace(good, bad.replace(", Y", "\n            Y"));
    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> TemplateReader.parse(text))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(line)
        .hasMessageNotContaining("\n");
  }

  @Test
  void brokenYamlIsRefusedInOneLine() {
    for (String text : List.of("", "a: [", "- x", "a: 1\na: 2", "a: &b 1\nc: *b\nd: *e")) {
      assertThatThrownBy(() -> TemplateReader.parse(text))
          .isInstanceOf(StartRefused.class)
          .hasMessageNotContaining("\n");
    }
  }
}
