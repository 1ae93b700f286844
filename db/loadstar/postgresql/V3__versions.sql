-- What dimensions with versions, and dates that are not known, share.

-- Key of the version of a member that begins on a day: SHA-256 of its natural key's text and the day.
create function shared.version_key(natural_key varchar, valid_from date)
returns varchar
language sql
immutable
parallel safe
return encode(sha256(convert_to(natural_key || '|' || to_char(valid_from, 'YYYY-MM-DD'), 'UTF8')), 'hex');

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
values (0, date '0001-01-01', 1, 'unknown', 0, 0, 0, 0, 'unknown', 0, 0, 'unknown', false, false);

comment on column shared.dim_date.date_key is 'The date as yyyymmdd; 0 where it is not known';
