-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs last: all that marts read is in place.
{% for entry in marts %}{% set mart = entry.table %}
-- {{ mart.name }}: {% for column in mart.columns %}{{ column.name }} {{ type(column.type) }}{% if not loop.last %}, {% endif %}{% endfor %}

create or replace procedure {{ area }}_staging.refresh_{{ mart.name }}()
language plpgsql
as $$
{% if mart.keyed %}
begin
    analyze {{ area }}_staging.refreshed_{{ mart.name }};

    delete from {{ area }}.{{ mart.name }}
    where {{ mart.refresh.column }} in (select {{ mart.refresh.column }} from {{ area }}_staging.refreshed_{{ mart.name }});

    insert into {{ area }}.{{ mart.name }} (
        {{ columns(mart.columnNames, "", 8) }}
    )
    select
        {{ columns(mart.columnNames, "mart.", 8) }}
    from (
{{ entry.sql }}
    ) as mart
    where mart.{{ mart.refresh.column }} in (select {{ mart.refresh.column }} from {{ area }}_staging.refreshed_{{ mart.name }});

    delete from {{ area }}_staging.refreshed_{{ mart.name }};
end
{% else %}
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from {{ area }}_staging.refreshed_{{ mart.name }};

    insert into {{ area }}_staging.refreshed_{{ mart.name }} (date_key)
    with changed as (
        select distinct date_key from {{ area }}_staging.changed_dates
{% for other in entry.reads %}

        union

        select distinct date_key from {{ area }}_staging.refreshed_{{ other }}
{% endfor %}
    )

{% if entry.isMonthly %}
    select distinct date_key / 100 * 100 + 1 from changed;
{% elseif entry.isDaily %}
    select date_key from changed;
{% else %}
    select distinct calendar.date_key
    from changed
    inner join shared.dim_date as present on present.date_key = changed.date_key
    inner join shared.dim_date as calendar
        on calendar.full_date between present.full_date - {{ entry.after }} and present.full_date + {{ entry.before }};
{% endif %}

    delete from {{ area }}_staging.read_{{ mart.name }};

    insert into {{ area }}_staging.read_{{ mart.name }} (date_key)
{% if entry.isMonthly %}
    select calendar.date_key
    from shared.dim_date as calendar
    inner join {{ area }}_staging.refreshed_{{ mart.name }} as refreshed
        on calendar.date_key / 100 * 100 + 1 = refreshed.date_key;
{% elseif entry.isDaily %}
    select date_key from {{ area }}_staging.refreshed_{{ mart.name }};
{% else %}
    select distinct calendar.date_key
    from {{ area }}_staging.refreshed_{{ mart.name }} as refreshed
    inner join shared.dim_date as present on present.date_key = refreshed.date_key
    inner join shared.dim_date as calendar
        on calendar.full_date between present.full_date - {{ entry.before }} and present.full_date + {{ entry.after }};
{% endif %}

    analyze {{ area }}_staging.read_{{ mart.name }};

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from {{ area }}_staging.read_{{ mart.name }};

{% for reader in entry.readers %}
    -- Keys that may lose rows.
    insert into {{ area }}_staging.refreshed_{{ reader.name }} ({{ reader.refresh.column }})
    select distinct {{ reader.refresh.column }}
    from {{ area }}.{{ mart.name }}
    where {{ mart.refresh.column }} in (select date_key from {{ area }}_staging.refreshed_{{ mart.name }});

{% endfor %}
    delete from {{ area }}.{{ mart.name }}
    where {{ mart.refresh.column }} in (select date_key from {{ area }}_staging.refreshed_{{ mart.name }});

    insert into {{ area }}.{{ mart.name }} (
        {{ columns(mart.columnNames, "", 8) }}
    )
    select
        {{ columns(mart.columnNames, "mart.", 8) }}
    from (
{{ entry.sql }}
    ) as mart
    where mart.{{ mart.refresh.column }} in (select date_key from {{ area }}_staging.refreshed_{{ mart.name }});
{% for reader in entry.readers %}

    -- Keys that have rows now.
    insert into {{ area }}_staging.refreshed_{{ reader.name }} ({{ reader.refresh.column }})
    select distinct {{ reader.refresh.column }}
    from {{ area }}.{{ mart.name }}
    where {{ mart.refresh.column }} in (select date_key from {{ area }}_staging.refreshed_{{ mart.name }});
{% endfor %}
end
{% endif %}
$$;

{% endfor %}
create or replace procedure {{ area }}_staging.refresh_marts()
language plpgsql
as $$
begin
{% for entry in marts %}
    call {{ area }}_staging.refresh_{{ entry.table.name }}();
{% endfor %}

    delete from {{ area }}_staging.changed_dates;
end
$$;

{% for entry in marts %}{% if entry.table.keyed %}
-- Whatever it holds, it is made anew below.
delete from {{ area }}.{{ entry.table.name }};

{% endif %}{% endfor %}
-- Marts that are new, or made otherwise than before, are filled from what the star has.
insert into {{ area }}_staging.changed_dates (date_key)
select date_key from shared.dim_date;

call {{ area }}_staging.refresh_marts();
