/* A job -> checked, or what is wrong with it. */
#ifndef PIXELGEN_JOBS_H
#define PIXELGEN_JOBS_H

#include "messages.h"
#include "pixelgen_native.h"

pixelgen_status check_job(const pixelgen_job *job, int32_t vocabulary, message to);

#endif
