package dev.watchbill.handlers;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.watchbill.domain.LetterCase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows of DESIGN §2, and what may happen only in the wiring. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.watchbill");

  @Test
  void domainKnowsNobody() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.watchbill.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.watchbill.storage..",
                "dev.watchbill.channels..",
                "dev.watchbill.handlers..",
                "software.amazon..",
                "com.amazonaws..",
                "com.fasterxml..",
                "dagger..",
                "java.net.http..",
                "java.sql.."));
  }

  @Test
  void storageAndChannelsDoNotKnowEachOtherNorTheHandlers() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.watchbill.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.watchbill.channels..", "dev.watchbill.handlers.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.watchbill.channels..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.watchbill.storage..", "dev.watchbill.handlers.."));
  }

  @Test
  void theAwsSdkStaysInItsRooms() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.watchbill.handlers.http..",
                "dev.watchbill.handlers.oncall..",
                "dev.watchbill.handlers.grafana..",
                "dev.watchbill.handlers.provisioning..",
                "dev.watchbill.handlers.legacy..",
                "dev.watchbill.handlers.intake..",
                "dev.watchbill.handlers.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.watchbill.storage..", "dev.watchbill.channels..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.."));
  }

  @Test
  void daggerOnlyInTheWiring() {
    check(
        noClasses()
            .that(
                resideInAPackage("dev.watchbill..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            resideInAPackage("dev.watchbill.handlers.wiring..")))
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                            "not generated", type -> !type.getSimpleName().endsWith("_Factory"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dagger.."));
  }

  @Test
  void timeIsAParameter() {
    check(
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void theEnvironmentIsReadInTheWiring() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.watchbill.handlers.wiring..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class));
  }

  @Test
  void nothingStaticChanges() {
    check(
        fields()
            .that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.watchbill..")
            .should()
            .beFinal());
    check(
        noFields()
            .that()
            .haveModifier(JavaModifier.STATIC)
            .should()
            .haveRawType(java.util.HashMap.class)
            .orShould()
            .haveRawType(java.util.ArrayList.class)
            .orShould()
            .haveRawType(java.util.concurrent.ConcurrentHashMap.class));
  }

  /** The JDK's own mappings take the square of a text whose letters become longer. */
  @Test
  void lettersAreMappedInOnePlace() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(LetterCase.class.getName())
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toLowerCase", Locale.class)
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(String.class, "toUpperCase", Locale.class));
  }

  /**
   * What two dialects need is below them. These pairs are left from before; one that is gone is
   * taken from the list, none is added.
   */
  @Test
  void dialectsDoNotKnowEachOther() {
    Set<String> pairs = new TreeSet<>();
    for (JavaClass from : HOUSE) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String mine = dialect(from);
        String other = dialect(dependency.getTargetClass());
        if (!mine.isEmpty() && !other.isEmpty() && !mine.equals(other)) {
          pairs.add(mine + " knows " + other);
        }
      }
    }
    assertThat(pairs)
        .containsExactly(
            "grafana knows oncall",
            "intake knows oncall",
            "legacy knows grafana",
            "legacy knows provisioning",
            "provisioning knows grafana");
  }

  /** The dialect a class belongs to; empty when it is below or above all of them. */
  private static String dialect(JavaClass of) {
    String handlers = "dev.watchbill.handlers.";
    String room = of.getPackageName() + ".";
    if (!room.startsWith(handlers)) return "";
    String name = room.substring(handlers.length(), room.indexOf('.', handlers.length()));
    return name.equals("http") || name.equals("wiring") ? "" : name;
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
