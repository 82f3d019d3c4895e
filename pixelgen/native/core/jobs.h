/* A job -> checked, or what is wrong with it. */
#ifndef PIXELGEN_JOBS_H
#define PIXELGEN_JOBS_H

#include "messages.h"
#include "tables.h"

pixelgen_status check_job(const pixelgen_job *job, const tables *geometry, int32_t vocabulary, message to);
pixelgen_status check_sampling(const pixelgen_job *job, message to);

#endif
