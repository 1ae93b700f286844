-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. For what is added to a batch.
-- Stages again what the batch contributed before, but for what the run itself staged in its place.
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
        {{ columns(table.stagedColumns, "before.", 8) }},
        p_run_id
    from {{ place }} as before
    left join {{ area }}_staging.staging_{{ table.name }} as staged
        on {{ equal(table.grain, "staged", "before", 8) }}
        and staged._run_id = p_run_id
    where before._batch_date = p_batch_date
        and staged._run_id is null{% if not loop.last %}


    union all

{% else %};
{% endif %}
{% endfor %}
end
$$;
