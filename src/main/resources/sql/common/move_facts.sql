{% for place in factTables %}
{% if key.mayBeUnknown %}

    -- Rows that took the unknown member before {{ key.column }} had its own.
    select count(*) into v_arrived from {{ area }}_staging.moved_{{ key.dimension }} where _is_new;

    if v_arrived > 0 then
        update {{ place }}
        set {{ key.column }} = moved.{{ key.dimensionKey }}
        from {{ area }}_staging.moved_{{ key.dimension }} as moved
        where moved.{{ key.memberKey }} = {{ place.name }}.{{ key.durable }}
            and moved._is_new
            and moved._facts_from <= {{ moment(key.moment, place.name) }}
            and moved._facts_until > {{ moment(key.moment, place.name) }}
            and {{ place.name }}.{{ key.column }} = '{{ keys.unknown }}';
    end if;
{% endif %}
{% if key.isType2 %}

    -- Rows to which another version of {{ key.column }} belongs now.
    select min(_facts_from) into v_since{% if key.moment.isByTime %}_time{% endif %} from {{ area }}_staging.moved_{{ key.dimension }} where not _is_new;

    if v_since{% if key.moment.isByTime %}_time{% endif %} is not null then
        update {{ place }}
        set {{ key.column }} = moved.{{ key.dimensionKey }}
        from {{ area }}_staging.moved_{{ key.dimension }} as moved
        where moved.{{ key.memberKey }} = {{ place.name }}.{{ key.durable }}
            and not moved._is_new
            and moved._facts_from <= {{ moment(key.moment, place.name) }}
            and moved._facts_until > {{ moment(key.moment, place.name) }}
            and {{ moment(key.moment, place.name) }} >= v_since{% if key.moment.isByTime %}_time{% endif %}

            and {{ place.name }}.{{ key.column }} <> moved.{{ key.dimensionKey }};
    end if;
{% endif %}
{% endfor %}
