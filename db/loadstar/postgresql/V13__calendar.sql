-- A calendar of whole years, with ISO weeks, fiscal years and holidays.

alter table shared.dim_date add column iso_year integer default 0 not null;
alter table shared.dim_date add column iso_year_week varchar(8) default 'unknown' not null;
alter table shared.dim_date add column fiscal_year integer default 0 not null;
alter table shared.dim_date add column fiscal_quarter integer default 0 not null;
alter table shared.dim_date add column fiscal_month integer default 0 not null;
alter table shared.dim_date add column is_holiday boolean default false not null;
alter table shared.dim_date add column holiday_name varchar(400);

-- The years that the calendar has, each whole.
create table loadstar.calendar_year (
    calendar_year integer not null,
    is_filled boolean default false not null,
    primary key (calendar_year)
);

-- What db/calendar.yaml says; the fingerprint is the SHA-256 of its text, empty without one.
create table loadstar.calendar_setting (
    fiscal_first_month integer not null,
    fingerprint varchar(64) not null
);

insert into loadstar.calendar_setting (fiscal_first_month, fingerprint)
values (1, '');

create table loadstar.holiday (
    full_date date not null,
    name varchar(400) not null,
    primary key (full_date)
);

-- What depends on settings: of dates that are new, or of all.
create or replace procedure loadstar.mark_calendar(p_all boolean)
language plpgsql
as $$
begin
    update shared.dim_date
    set
        fiscal_year = marked.fiscal_year,
        fiscal_month = marked.fiscal_month,
        fiscal_quarter = (marked.fiscal_month + 2) / 3,
        is_holiday = marked.is_holiday,
        holiday_name = marked.holiday_name
    from (
        select
            dates.date_key,
            dates.calendar_year + case
                when setting.fiscal_first_month > 1 and dates.month_of_year >= setting.fiscal_first_month then 1
                else 0
            end as fiscal_year,
            mod(dates.month_of_year - setting.fiscal_first_month + 12, 12) + 1 as fiscal_month,
            case when holiday.full_date is null then false else true end as is_holiday,
            holiday.name as holiday_name
        from shared.dim_date as dates
        cross join loadstar.calendar_setting as setting
        left join loadstar.holiday as holiday on holiday.full_date = dates.full_date
        where dates.date_key <> 0
            and (p_all or dates.fiscal_month = 0)
    ) as marked
    where marked.date_key = shared.dim_date.date_key;
end
$$;

-- Years between two that are at most a hundred apart belong to the calendar, too; a date such as 9999-12-31 brings its own year only.
create or replace procedure loadstar.fill_calendar()
language plpgsql
as $$
begin
    insert into loadstar.calendar_year (calendar_year)
    with digits as (
        select 0 as digit
        union all select 1
        union all select 2
        union all select 3
        union all select 4
        union all select 5
        union all select 6
        union all select 7
        union all select 8
        union all select 9
    ),

    numbers as (
        select tens.digit * 10 + ones.digit as number
        from digits as ones
        cross join digits as tens
    ),

    gaps as (
        select
            calendar_year,
            lead(calendar_year) over (order by calendar_year) as next_year
        from loadstar.calendar_year
    )

    select gaps.calendar_year + numbers.number
    from gaps
    inner join numbers on numbers.number between 1 and gaps.next_year - gaps.calendar_year - 1
    where gaps.next_year - gaps.calendar_year <= 100;

    insert into shared.dim_date (
        date_key,
        full_date,
        day_of_week,
        day_name,
        day_of_month,
        day_of_year,
        week_of_year,
        month_of_year,
        month_name,
        calendar_quarter,
        calendar_year,
        calendar_year_month,
        is_weekend,
        is_last_day_of_month,
        iso_year,
        iso_year_week,
        fiscal_year,
        fiscal_quarter,
        fiscal_month,
        is_holiday
    )
    with digits as (
        select 0 as digit
        union all select 1
        union all select 2
        union all select 3
        union all select 4
        union all select 5
        union all select 6
        union all select 7
        union all select 8
        union all select 9
    ),

    numbers as (
        select hundreds.digit * 100 + tens.digit * 10 + ones.digit as number
        from digits as ones
        cross join digits as tens
        cross join digits as hundreds
    ),

    days as (
        select
            years.calendar_year,
            to_date(lpad(cast(years.calendar_year as varchar(4)), 4, '0') || '0101', 'YYYYMMDD') + numbers.number as full_date
        from loadstar.calendar_year as years
        inner join numbers on numbers.number <= case
            when mod(years.calendar_year, 4) = 0 and (mod(years.calendar_year, 100) <> 0 or mod(years.calendar_year, 400) = 0) then 365
            else 364
        end
        where not years.is_filled
    ),

    keyed as (
        select
            cast(to_char(full_date, 'YYYYMMDD') as integer) as date_key,
            full_date
        from days
    )

    select
        keyed.date_key,
        keyed.full_date,
        cast(case when extract(dow from keyed.full_date) = 0 then 7 else extract(dow from keyed.full_date) end as integer),
        trim(to_char(keyed.full_date, 'Day')),
        cast(extract(day from keyed.full_date) as integer),
        cast(extract(doy from keyed.full_date) as integer),
        cast(extract(week from keyed.full_date) as integer),
        cast(extract(month from keyed.full_date) as integer),
        trim(to_char(keyed.full_date, 'Month')),
        cast(extract(quarter from keyed.full_date) as integer),
        cast(extract(year from keyed.full_date) as integer),
        to_char(keyed.full_date, 'YYYY-MM'),
        extract(dow from keyed.full_date) in (0, 6),
        extract(day from keyed.full_date + 1) = 1,
        cast(to_char(keyed.full_date, 'IYYY') as integer),
        to_char(keyed.full_date, 'IYYY') || '-W' || to_char(keyed.full_date, 'IW'),
        0,
        0,
        0,
        false
    from keyed
    left join shared.dim_date as present on present.date_key = keyed.date_key
    where present.date_key is null;

    update loadstar.calendar_year set is_filled = true where not is_filled;

    call loadstar.mark_calendar(false);
end
$$;

-- The years of the dates that a run staged; most runs bring none that is new.
create or replace procedure loadstar.add_dates(p_run_id bigint)
language plpgsql
as $$
declare
    v_years bigint;
begin
    insert into loadstar.calendar_year (calendar_year)
    select distinct staged.date_key / 10000
    from loadstar.staged_date as staged
    left join loadstar.calendar_year as present on present.calendar_year = staged.date_key / 10000
    where staged.run_id = p_run_id
        and staged.date_key <> 0
        and present.calendar_year is null;

    get diagnostics v_years := row_count;

    if v_years > 0 then
        call loadstar.fill_calendar();
    end if;
end
$$;

comment on table shared.dim_date is 'One row per calendar date, in whole years from the first date that any batch brought to the last';
comment on column shared.dim_date.date_key is 'The date as yyyymmdd; 0 where it is not known';
comment on column shared.dim_date.full_date is 'The date';
comment on column shared.dim_date.day_name is 'Name of the day of the week';
comment on column shared.dim_date.day_of_month is '1 to 31';
comment on column shared.dim_date.day_of_year is '1 to 366';
comment on column shared.dim_date.week_of_year is 'ISO week, 1 to 53; goes with iso_year';
comment on column shared.dim_date.month_of_year is '1 to 12';
comment on column shared.dim_date.month_name is 'Name of the month';
comment on column shared.dim_date.calendar_quarter is '1 to 4';
comment on column shared.dim_date.calendar_year is 'Year';
comment on column shared.dim_date.calendar_year_month is 'Year and month as a text that sorts, such as 2025-06';
comment on column shared.dim_date.is_weekend is 'Whether it is a Saturday or a Sunday';
comment on column shared.dim_date.is_last_day_of_month is 'Whether the next day is in another month';
comment on column shared.dim_date.iso_year is 'Year that the ISO week belongs to';
comment on column shared.dim_date.iso_year_week is 'ISO year and week as a text that sorts, such as 2025-W23';
comment on column shared.dim_date.fiscal_year is 'Fiscal year, named after the calendar year in which it ends';
comment on column shared.dim_date.fiscal_quarter is 'Quarter of the fiscal year, 1 to 4';
comment on column shared.dim_date.fiscal_month is 'Month of the fiscal year, 1 to 12';
comment on column shared.dim_date.is_holiday is 'Whether db/calendar.yaml names it as a holiday';
comment on column shared.dim_date.holiday_name is 'Name of the holiday; null on other days';

update shared.dim_date
set
    iso_year = cast(to_char(full_date, 'IYYY') as integer),
    iso_year_week = to_char(full_date, 'IYYY') || '-W' || to_char(full_date, 'IW')
where date_key <> 0;

update shared.dim_date set holiday_name = 'unknown' where date_key = 0;

insert into loadstar.calendar_year (calendar_year)
select distinct calendar_year
from shared.dim_date
where date_key <> 0;

call loadstar.fill_calendar();
