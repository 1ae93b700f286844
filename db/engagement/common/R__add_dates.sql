-- Generated from engagement.yaml by 'loadstar generate engagement'. Fills the calendar for the dates that a run staged.
create or replace procedure engagement.add_dates(p_run_id bigint)
language plpgsql
as $$
begin
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
        is_last_day_of_month
    )
    with staged as (
        select distinct date_key from loadstar.staged_date where run_id = p_run_id
    ),

    missing as (
        select
            staged.date_key,
            to_date(lpad(cast(staged.date_key as varchar(8)), 8, '0'), 'YYYYMMDD') as full_date
        from staged
        left join shared.dim_date as present on present.date_key = staged.date_key
        where present.date_key is null
    )

    select
        date_key,
        full_date,
        cast(case when extract(dow from full_date) = 0 then 7 else extract(dow from full_date) end as integer),
        trim(to_char(full_date, 'Day')),
        cast(extract(day from full_date) as integer),
        cast(extract(doy from full_date) as integer),
        cast(extract(week from full_date) as integer),
        cast(extract(month from full_date) as integer),
        trim(to_char(full_date, 'Month')),
        cast(extract(quarter from full_date) as integer),
        cast(extract(year from full_date) as integer),
        to_char(full_date, 'YYYY-MM'),
        extract(dow from full_date) in (0, 6),
        extract(day from full_date + 1) = 1
    from missing;
end
$$;
