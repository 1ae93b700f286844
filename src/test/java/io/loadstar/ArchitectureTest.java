package io.loadstar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the design: a package imports only from floors below its own. */
@AnalyzeClasses(packages = "io.loadstar", importOptions = ArchitectureTest.ProductOnly.class)
class ArchitectureTest {
  /**
   * ArchUnit's own option knows the usual folder of tests alone, and {@code -Pfast} has another.
   */
  static final class ProductOnly implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final String[] STATIONS = {
    "io.loadstar.read..",
    "io.loadstar.validate..",
    "io.loadstar.quarantine..",
    "io.loadstar.lookup..",
    "io.loadstar.star..",
    "io.loadstar.stage..",
    "io.loadstar.publish..",
    "io.loadstar.ledger..",
    "io.loadstar.generate..",
    "io.loadstar.query..",
    "io.loadstar.explain..",
    "io.loadstar.dialect..",
    "io.loadstar.profile..",
    "io.loadstar.sampledata..",
    "io.loadstar.sizing..",
    "io.loadstar.document..",
    "io.loadstar.testcase.."
  };

  @ArchTest
  static final ArchRule FLOORS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .ensureAllClassesAreContainedInArchitecture()
          .layer("cli")
          .definedBy("io.loadstar.cli..")
          .layer("pipeline")
          .definedBy("io.loadstar.pipeline..")
          .layer("stations")
          .definedBy(STATIONS)
          .layer("foundations")
          .definedBy(
              "io.loadstar.spec..",
              "io.loadstar.warehouse..",
              "io.loadstar.spark..",
              "io.loadstar.spill..",
              "io.loadstar.batch..")
          .layer("model")
          .definedBy("io.loadstar.model..")
          .layer("error")
          .definedBy("io.loadstar.error..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("stations")
          .mayOnlyBeAccessedByLayers("pipeline", "cli")
          .whereLayer("foundations")
          .mayOnlyBeAccessedByLayers("stations", "pipeline", "cli")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("foundations", "stations", "pipeline", "cli");

  @ArchTest
  static final ArchRule STATIONS_NEVER_IMPORT_ONE_ANOTHER =
      slices()
          .matching(
              "io.loadstar.(read|validate|quarantine|lookup|star|stage|publish|ledger|generate|query|explain|dialect|profile|sampledata|sizing|document|testcase)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule FOUNDATIONS_DO_NOT_IMPORT_ONE_ANOTHER =
      slices()
          .matching("io.loadstar.(spec|warehouse|spark|batch)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule SPILL_KNOWS_SPARK_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.loadstar.spill..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.loadstar.spec..", "io.loadstar.warehouse..", "io.loadstar.batch..");

  /** The pipeline knows the order of the stations, and nothing of what they do. */
  @ArchTest
  static final ArchRule THE_PIPELINE_COMPUTES_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("io.loadstar.pipeline..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.spark.sql.functions")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.apache.spark.sql.Column")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.sql\\.(Connection|.*Statement|ResultSet)")
          .orShould()
          .callMethodWhere(
              JavaCall.Predicates.target(
                  HasName.Predicates.nameMatching("sql|selectExpr|expr|listStatus")));

  /** What JDBC leaves to each engine is asked of the engine. */
  @ArchTest
  static final ArchRule ENGINES_BIND_AND_READ_FOR_THEMSELVES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.loadstar.warehouse.postgres..", "io.loadstar.stage.postgres..")
          .should()
          .callMethod(java.sql.Connection.class, "createArrayOf", String.class, Object[].class)
          .orShould()
          .callMethod(java.sql.Connection.class, "setReadOnly", boolean.class)
          .orShould()
          .callMethod(java.sql.ResultSet.class, "getArray", int.class);

  @ArchTest
  static final ArchRule POSTGRES_STAYS_IN_ITS_PACKAGES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.loadstar.warehouse.postgres..", "io.loadstar.stage.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.postgresql..");

  /** An engine is chosen where a run begins; below it everybody sees the ports. */
  @ArchTest
  static final ArchRule STATIONS_SEE_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(STATIONS)
          .and()
          .resideOutsideOfPackage("io.loadstar.stage.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.loadstar.warehouse.postgres..",
              "io.loadstar.warehouse.embedded..",
              "io.loadstar.stage.postgres..");

  @ArchTest
  static final ArchRule THE_PIPELINE_SEES_NO_ENGINE =
      noClasses()
          .that()
          .resideInAPackage("io.loadstar.pipeline..")
          .and()
          .doNotHaveSimpleName("Stagers")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.loadstar.warehouse.postgres..",
              "io.loadstar.warehouse.embedded..",
              "io.loadstar.stage.postgres..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.loadstar.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MODEL_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("io.loadstar.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "java.sql..", "org.postgresql..");

  @ArchTest
  static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.loadstar.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule MESSAGES_COME_FROM_THE_ERROR_FLOOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.loadstar.error..")
          .should()
          .callConstructorWhere(
              JavaCall.Predicates.target(
                  HasOwner.Predicates.With.owner(
                      HasName.Predicates.name("io.loadstar.error.LoaderException"))));
}
