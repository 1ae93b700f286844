-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Runs after all facts are in place.
{% if members.isInferable %}
-- A member that {% if members.hasDeletes %}was deleted, or that {% endif %}no batch names any more{% if members.hasDeletes %},{% endif %} is as if only facts had named it, and goes if none refers to it.
{% else %}
-- A member that {% if members.hasDeletes %}was deleted, or that {% endif %}no batch names any more{% if members.hasDeletes %},{% endif %} goes, unless a fact still refers to it.
{% endif %}
create or replace procedure {{ area }}_staging.prune_{{ table.name }}()
language plpgsql
as $$
declare
    v_gone bigint;
{% if members.isInferable %}
    v_known bigint;
{% endif %}
begin
{% if members.isOutrigger %}
    -- Members that another dimension named.
    insert into {{ area }}_staging.touched_{{ table.name }} ({{ members.durableKey }})
    select distinct named.{{ members.durableKey }}
    from {{ area }}_staging.named_{{ table.name }} as named
    inner join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = named.{{ members.durableKey }}
        and present.is_inferred;

    delete from {{ area }}_staging.named_{{ table.name }};

{% endif %}
{% if members.hasDeletes %}
    delete from {{ area }}_staging.touched_{{ table.name }}
{% if members.isType2 %}
    where {{ members.durableKey }} in (select {{ members.durableKey }} from {{ area }}_staging.versions_{{ table.name }});
{% else %}
    where {{ members.durableKey }} in (
        select said.{{ members.durableKey }}
        from (
            select
                history.{{ members.durableKey }},
                history._row_hash,
                row_number() over (partition by history.{{ members.durableKey }} order by {{ members.newestFirst }}) as newest
            from {{ area }}_staging.history_{{ table.name }} as history
            inner join {{ area }}_staging.touched_{{ table.name }} as touched
                on touched.{{ members.durableKey }} = history.{{ members.durableKey }}
        ) as said
        where said.newest = 1
            and said._row_hash is not null
    );
{% endif %}

    select count(*) into v_gone from {{ area }}_staging.touched_{{ table.name }};

    if v_gone = 0 then
        return;
    end if;
{% else %}
    -- Most loads leave every member named by some batch.
    select count(*)
    into v_gone
    from (
        select 1
        from {{ area }}_staging.touched_{{ table.name }} as touched
        left join {{ area }}_staging.history_{{ table.name }} as history
            on history.{{ members.durableKey }} = touched.{{ members.durableKey }}
            and history._row_hash is not null
        where history.{{ members.durableKey }} is null
        limit 1
    ) as first_row;

    if v_gone = 0 then
        return;
    end if;

    delete from {{ area }}_staging.touched_{{ table.name }}
    where {{ members.durableKey }} in (
        select {{ members.durableKey }}
        from {{ area }}_staging.history_{{ table.name }}
        where _row_hash is not null
    );
{% endif %}

{% if members.isInferable %}
    -- Of members that are inferred already nothing changes.
    select count(*)
    into v_known
    from {{ area }}_staging.touched_{{ table.name }} as touched
    inner join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = touched.{{ members.durableKey }}
        and not present.is_inferred;

    if v_known > 0 then
{% for reference in martReferences %}
        insert into {{ area }}_staging.changed_dates (date_key)
        select distinct fact.date_key
        from {{ area }}.{{ reference.fact }} as fact
        inner join {{ area }}_staging.touched_{{ table.name }} as touched
            on touched.{{ members.durableKey }} = fact.{{ reference.member }};

{% endfor %}
{% if members.isInferable and members.isType2 %}
        delete from {{ area }}.{{ table.name }}
        where {{ members.durableKey }} in (select {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }})
            and _facts_from <> {{ period.factsBegin }};

{% endif %}
{% if members.isInferable %}
        update {{ area }}.{{ table.name }}
        set
{% for name in table.columnNames %}{% if not (identifying contains name) %}
            {{ name }} = {% if table.joinKeys contains name %}'{{ keys.unknown }}'{% elseif unknownTexts contains name %}{{ unknownTexts[name] }}{% else %}null{% endif %},
{% endif %}{% endfor %}
{% if members.isType2 %}
            {{ table.keyColumn }} = shared.{{ keys.versionKey }}(_natural_key, date '0001-01-01'),
            valid_from = {{ period.begin }},
            valid_to = {{ period.end }},
            is_current = true,
            _facts_until = {{ period.factsEnd }},
            _tracked_hash = null,
{% endif %}
            is_inferred = true,
{% if members.sequence.isPresent and not members.isType2 %}
            _sequence = null,
{% endif %}
            _row_hash = null,
            _batch_date = date '0001-01-01'
        where {{ members.durableKey }} in (select {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }})
            and not is_inferred;

{% endif %}
{% if members.isInferable and members.isType2 %}
{% for reference in references %}
{% for place in reference.places %}
        update {{ place }}
        set {{ reference.column }} = inferred.{{ table.keyColumn }}
        from {{ area }}.{{ table.name }} as inferred
        where inferred.{{ members.durableKey }} = {{ place.name }}.{{ reference.member }}
            and inferred.is_inferred
            and {{ place.name }}.{{ reference.member }} in (select {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }})
            and {{ place.name }}.{{ reference.column }} <> inferred.{{ table.keyColumn }};

{% endfor %}
{% endfor %}
{% endif %}
    end if;

{% else %}
{% for reference in martReferences %}
    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct fact.date_key
    from {{ area }}.{{ reference.fact }} as fact
    inner join {{ area }}_staging.touched_{{ table.name }} as touched
        on touched.{{ members.durableKey }} = fact.{{ reference.member }};

{% endfor %}
{% endif %}
{% if not members.isInferable and mayBeKept %}
    -- Those to whom facts still refer are told by it, and go with the last of these.
    update {{ area }}.{{ table.name }}
    set _batch_date = date '0001-01-01'
    where {{ members.durableKey }} in (select {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }});

{% endif %}
{% for reference in references %}{% if not reference.mayBeUnknown %}
{% for place in reference.places %}
    delete from {{ area }}_staging.touched_{{ table.name }}
    where {{ members.durableKey }} in (
        select fact.{{ reference.member }}
        from {{ place }} as fact
        inner join {{ area }}_staging.touched_{{ table.name }} as named
            on named.{{ members.durableKey }} = fact.{{ reference.member }}
    );

{% endfor %}
{% endif %}{% endfor %}
{% for reference in references %}{% if reference.mayBeUnknown %}
{% if hasMarts and members.isInferable %}
    insert into {{ area }}_staging.changed_dates (date_key)
    select distinct fact.date_key
    from {{ reference.places[0] }} as fact
    inner join {{ area }}_staging.touched_{{ table.name }} as touched
        on touched.{{ members.durableKey }} = fact.{{ reference.member }};

{% endif %}
{% for place in reference.places %}
    update {{ place }}
    set {{ reference.column }} = '{{ keys.unknown }}'
    where {{ reference.member }} in (select {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }})
        and {{ reference.column }} <> '{{ keys.unknown }}';

{% endfor %}
{% endif %}{% endfor %}
{% for key in outriggers %}
    -- Members of {{ key.dimension }} that only they may have named.
    insert into {{ area }}_staging.touched_{{ key.dimension }} ({{ key.memberKey }})
    select distinct gone.{{ key.column }}
    from {{ area }}.{{ table.name }} as gone
    inner join {{ area }}_staging.touched_{{ table.name }} as touched
        on touched.{{ members.durableKey }} = gone.{{ members.durableKey }}
    inner join {{ area }}.{{ key.dimension }} as named
        on named.{{ key.memberKey }} = gone.{{ key.column }}
        and named.is_inferred;

{% endfor %}
    delete from {{ area }}.{{ table.name }}
    where {{ members.durableKey }} in (select {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }});
end
$$;
