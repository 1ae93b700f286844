package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The calendar is one: whole years, and what a project says of it. */
@Tag("slow")
class CalendarTest {
  private static final String SPEC =
      """
      subject: shop
      input: input
      sources:
        sales:
          path: sales.csv
          columns:
            sale: {type: integer, required: true}
            day:  {type: date, required: true}
      dimensions: {}
      facts:
        fact_sale: {from: sales, grain: [sale], date: day}
      """;

  private Project project;

  @BeforeEach
  void make() {
    project = Project.generated("shop", SPEC, Folders.temporary("calendar"));
  }

  private void load(String... days) {
    StringBuilder sales = new StringBuilder("sale,day\n");
    for (int i = 0; i < days.length; i++) {
      sales.append(i).append(',').append(days[i]).append('\n');
    }
    Folders.write(project.folder().resolve("input/sales.csv"), sales.toString());
    project.loaded("shop", "2025-06-01");
  }

  private void say(String text) {
    Folders.write(project.folder().resolve("db/calendar.yaml"), text);
  }

  private List<String> rows(String sql) {
    return Db.rows(project.url(), sql);
  }

  private String years() {
    return String.join(
        " ",
        rows(
            "select calendar_year || ':' || count(*) from shared.dim_date where date_key <> 0 group by calendar_year order by calendar_year"));
  }

  @Test
  void hasWholeYearsWithoutGaps() {
    load("2023-06-01", "2025-02-28");
    assertThat(years()).isEqualTo("2023:365 2024:366 2025:365");
    load("1900-01-01", "9999-12-31");
    assertThat(years())
        .as("a date far from all others is a placeholder, and brings its own year alone")
        .isEqualTo("1900:365 2023:365 2024:366 2025:365 9999:365");
  }

  @Test
  void weeksAndMonthsSortAndTheUnknownDateSaysSo() {
    load("2024-12-30");
    assertThat(
            rows(
                "select iso_year, iso_year_week, week_of_year, calendar_year_month, fiscal_year, fiscal_quarter, fiscal_month, is_holiday, holiday_name from shared.dim_date where full_date = '2024-12-30'"))
        .containsExactly("2025|2025-W01|1|2024-12|2024|4|12|f|");
    assertThat(
            rows(
                "select day_name, month_name, calendar_year_month, iso_year_week, holiday_name from shared.dim_date where date_key = 0"))
        .containsExactly("unknown|unknown|unknown|unknown|unknown");
  }

  @Test
  void everyColumnIsDescribed() {
    assertThat(
            rows(
                "select attname from pg_attribute where attrelid = 'shared.dim_date'::regclass and attnum > 0 and not attisdropped and col_description(attrelid, attnum) is null"))
        .isEmpty();
  }

  @Test
  void projectSaysFiscalYearHolidaysAndYears() {
    say(
        """
        fiscal_year_begins: 4
        years: 2024-2026
        holidays:
          2025-12-25: Christmas Day
        """);
    load("2025-03-31");
    assertThat(years()).isEqualTo("2024:366 2025:365 2026:365");
    String fiscal =
        "select date_key, fiscal_year, fiscal_quarter, fiscal_month from shared.dim_date where date_key in (20250331, 20250401, 20251225) order by 1";
    assertThat(rows(fiscal))
        .containsExactly("20250331|2025|4|12", "20250401|2026|1|1", "20251225|2026|3|9");
    String holidays =
        "select date_key || holiday_name from shared.dim_date where is_holiday order by 1";
    assertThat(rows(holidays)).containsExactly("20251225Christmas Day");

    say("holidays: {2026-01-01: New Year's Day}\n");
    assertThat(project.run("migrate", "shop").exitCode()).isZero();
    assertThat(rows(holidays)).containsExactly("20260101New Year's Day");
    assertThat(rows(fiscal))
        .containsExactly("20250331|2025|1|3", "20250401|2025|2|4", "20251225|2025|4|12");
  }

  @Test
  void exampleOfTheReferenceIsTaken() {
    String page = Folders.read(Project.ROOT.resolve("docs/spec.md"));
    int start = page.indexOf("fiscal_year_begins: 4");
    say(page.substring(start, page.indexOf("```", start)));
    assertThat(project.run("check", "shop").exitCode()).isZero();
  }

  @Test
  void saysWhatIsWrongWithIt() {
    say(
        """
        fiscal_year_begins: 13
        years: 2030-2020
        holliday: {}
        holidays: {25 Dec: Christmas, 2025-01-01: ''}
        """);
    Project.Result check = project.run("check", "shop");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("db/calendar.yaml has 5 problems:")
        .contains("line 1: 'fiscal_year_begins' is the number of a month, 1 to 12.")
        .contains("line 2: '2030-2020' is no range of years such as 2015-2035.")
        .contains("'25 Dec' is not a date such as 2025-12-25.")
        .contains("a holiday needs a name of 1 to 100 characters.")
        .contains("unknown key 'holliday'. Did you mean 'holidays'?");
    assertThat(project.run("migrate", "shop").err()).contains("db/calendar.yaml has 5 problems");
  }
}
