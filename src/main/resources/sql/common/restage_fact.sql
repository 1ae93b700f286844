-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. For replays of quarantined records.
-- Stages again what the batch contributed before, so that the run's own rows come on top of it.
create or replace procedure {{ area }}.restage_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
    insert into {{ area }}_staging.staging_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _run_id
    )
{% for place in factTables %}
    select
        {{ columns(table.stagedColumns, "", 8) }},
        p_run_id
    from {{ place }}
    where _batch_date = p_batch_date{% if not loop.last %}


    union all

{% else %};
{% endif %}
{% endfor %}
end
$$;
