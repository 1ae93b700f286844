-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. For replays of quarantined records.
-- Stages again what the batch said before, but for members that the run itself staged.
create or replace procedure {{ area }}_staging.restage_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
begin
{% if members.isChosen %}
    -- What the batch said of a member stands: its files have other records of the member besides.
    delete from {{ area }}_staging.staging_{{ table.name }}
    using {{ area }}_staging.history_{{ table.name }}
    where staging_{{ table.name }}._run_id = p_run_id
        and history_{{ table.name }}.{{ unit }} = staging_{{ table.name }}.{{ unit }}
        and history_{{ table.name }}._batch_date = p_batch_date{% if members.sequence.isPresent %}

        and history_{{ table.name }}._sequence >= staging_{{ table.name }}._sequence{% endif %};

{% endif %}
    insert into {{ area }}_staging.staging_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _run_id
    )
    select
        {{ columns(table.stagedColumns, "history.", 8) }},
        p_run_id
    from {{ area }}_staging.history_{{ table.name }} as history
    left join {{ area }}_staging.staging_{{ table.name }} as staged
        on staged.{{ unit }} = history.{{ unit }}
        and staged._run_id = p_run_id
{% if not members.deliversChanges %}
    left join {{ area }}_staging.unstated_{{ table.name }} as unstated
        on unstated.{{ members.durableKey }} = history.{{ members.durableKey }}
        and unstated.batch_date = p_batch_date
{% endif %}
{% if members.deliversChanges %}
    where history._batch_date = p_batch_date
{% else %}
    where history._row_hash is not null
        and history._batch_date <= p_batch_date
        and history._until > p_batch_date
        and unstated.batch_date is null
{% endif %}
        and staged._run_id is null;
end
$$;
