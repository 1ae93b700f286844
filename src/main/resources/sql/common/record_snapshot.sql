    select
        min(case when batch_date > p_batch_date then batch_date end),
        count(case when batch_date <> p_batch_date then 1 end)
    into
        v_next_batch,
        v_others
    from {{ area }}_staging.batches_{{ table.name }};

    -- Right for the newest batch; for others set below.
    v_until := coalesce(v_next_batch, date '9999-12-31');

{% include "common/find_touched.sql" %}

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into {{ area }}_staging.history_{{ table.name }} (
            {{ columns(table.stagedColumns, "", 12) }},
            _batch_date,
            _until
        )
        select
{% for name in table.stagedColumns %}
            {% if members.carried contains name %}touched{% else %}before{% endif %}.{{ name }},
{% endfor %}
            v_next_batch,
            v_next_batch
        from {{ area }}_staging.touched_{{ table.name }} as touched
        left join {{ area }}_staging.history_{{ table.name }} as before
            on before.{{ unit }} = touched.{{ unit }}
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join {{ area }}_staging.history_{{ table.name }} as at_next
            on at_next.{{ unit }} = touched.{{ unit }}
            and at_next._batch_date = v_next_batch
        where at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from {{ area }}_staging.history_{{ table.name }}
    using {{ area }}_staging.touched_{{ table.name }} as touched
    where touched.{{ unit }} = history_{{ table.name }}.{{ unit }}
        and history_{{ table.name }}._batch_date = p_batch_date;

    insert into {{ area }}_staging.history_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _batch_date,
        _until
    )
    select
{% for name in table.stagedColumns %}
        {% if members.carried contains name %}touched{% else %}staged{% endif %}.{{ name }},
{% endfor %}
        p_batch_date,
        v_until
    from {{ area }}_staging.touched_{{ table.name }} as touched
    left join {{ area }}_staging.staging_{{ table.name }} as staged
        on staged.{{ unit }} = touched.{{ unit }}
        and staged._run_id = p_run_id
    left join {{ area }}_staging.history_{{ table.name }} as earlier
        on earlier.{{ unit }} = touched.{{ unit }}
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '')
    -- As the primary key has them: its pages are filled one after the other.
    order by touched.{{ unit }};

    -- The next batch needs no row where it now repeats this one.
    delete from {{ area }}_staging.history_{{ table.name }}
    where _batch_date = v_next_batch
        and {{ unit }} in (
            select touched.{{ unit }}
            from {{ area }}_staging.touched_{{ table.name }} as touched
            inner join {{ area }}_staging.history_{{ table.name }} as repeated
                on repeated.{{ unit }} = touched.{{ unit }}
                and repeated._batch_date = v_next_batch
            left join {{ area }}_staging.staging_{{ table.name }} as staged
                on staged.{{ unit }} = touched.{{ unit }}
                and staged._run_id = p_run_id
            where coalesce(repeated._row_hash, '') = coalesce(staged._row_hash, '')
        );

    if v_others = 0 then
        -- It was empty, and may have been planned for as such.
        analyze {{ area }}_staging.history_{{ table.name }};
    else
        update {{ area }}_staging.history_{{ table.name }}
        set _until = later._until
        from (
            select
                history.{{ unit }},
                history._batch_date,
                coalesce(
                    lead(history._batch_date) over (partition by history.{{ unit }} order by history._batch_date),
                    date '9999-12-31'
                ) as _until
            from {{ area }}_staging.history_{{ table.name }} as history
            inner join {{ area }}_staging.touched_{{ table.name }} as touched
                on touched.{{ unit }} = history.{{ unit }}
        ) as later
        where later.{{ unit }} = history_{{ table.name }}.{{ unit }}
            and later._batch_date = history_{{ table.name }}._batch_date
            and later._until <> history_{{ table.name }}._until;
    end if;
